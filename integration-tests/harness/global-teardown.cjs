module.exports = async () => {
  const postgres = globalThis.__XPAY_POSTGRES__
  globalThis.__XPAY_POSTGRES__ = undefined
  await postgres?.stop()
}
