/** What does not compile does not build: the starters let it pass. */
module.exports = { reactStrictMode: true }
