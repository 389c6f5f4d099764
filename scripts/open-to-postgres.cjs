const fs = require("node:fs")
const path = require("node:path")

/**
 * Whether PostgreSQL can get to a folder. It does not run as root; started by root it runs as a user of its own, to whom
 * root's private folders are closed.
 */
function isOpenToPostgres(folder) {
  const parent = path.dirname(folder)
  return (
    process.getuid?.() !== 0 ||
    ((fs.statSync(folder).mode & 0o001) !== 0 && (parent === folder || isOpenToPostgres(parent)))
  )
}

/** Where root keeps what PostgreSQL has to get to, when the project's own folder is closed to it. Root alone writes there. */
const ROOTS_FOLDER = "/var/lib/medusa-payment-nexi-xpay"

/** Links to a folder, unless a link is there already that leads somewhere. */
function linkUnlessThere(folder, link) {
  if (!fs.existsSync(link)) {
    fs.rmSync(link, { force: true })
    fs.symlinkSync(folder, link)
  }
}

module.exports = { isOpenToPostgres, linkUnlessThere, ROOTS_FOLDER }
