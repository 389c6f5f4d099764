// One PostgreSQL for the whole run: the caller's (if DB_HOST is set) or its own.
module.exports = async () => {
  if (process.env.DB_HOST || globalThis.__XPAY_POSTGRES__) {
    return
  }
  const port = await require("get-port")()
  const { startPostgres } = await import("../../scripts/pg.mjs")
  globalThis.__XPAY_POSTGRES__ = await startPostgres({ port })
  // The four names that Medusa's test runner reads; the host must be called "localhost", otherwise it requires TLS.
  Object.assign(process.env, {
    DB_HOST: "localhost",
    DB_PORT: String(port),
    DB_USERNAME: "postgres",
    DB_PASSWORD: "postgres",
  })
}
