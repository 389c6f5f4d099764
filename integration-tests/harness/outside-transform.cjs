// What is tested, and Medusa, are not loaded into jest's sandbox: a test gets the modules that the running store has.
module.exports = {
  process: (_, file) => ({ code: `module.exports = globalThis.__OUTSIDE__(${JSON.stringify(file)})` }),
}
