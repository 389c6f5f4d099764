const fs = require("node:fs")
const path = require("node:path")

/**
 * Whether PostgreSQL can access a folder. It does not run as root: started by root, it runs as its own user, who cannot
 * access root's private folders.
 */
function isOpenToPostgres(folder) {
  const parent = path.dirname(folder)
  return (
    process.getuid?.() !== 0 ||
    ((fs.statSync(folder).mode & 0o001) !== 0 && (parent === folder || isOpenToPostgres(parent)))
  )
}

/**
 * Where root keeps the files that PostgreSQL must access if the project's own folder is private. Only root writes
 * there.
 */
const ROOTS_FOLDER = "/var/lib/medusa-payment-nexi-xpay"

/** Links to a folder, unless a working link already exists. */
function linkUnlessThere(folder, link) {
  if (!fs.existsSync(link)) {
    fs.rmSync(link, { force: true })
    fs.symlinkSync(folder, link)
  }
}

module.exports = { isOpenToPostgres, linkUnlessThere, ROOTS_FOLDER }
