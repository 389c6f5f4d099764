// The code under test and Medusa are not loaded into jest's sandbox: a test gets the modules of the running store.
module.exports = {
  process: (_, file) => ({ code: `module.exports = globalThis.__OUTSIDE__(${JSON.stringify(file)})` }),
}
