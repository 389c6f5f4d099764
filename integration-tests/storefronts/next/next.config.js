/** A compile error fails the build: the starters ignore it. */
module.exports = { reactStrictMode: true }
