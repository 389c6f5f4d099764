// Stages the packages to publish: two folders below `.medusa/packages`, `plugin` and `storefront`, without files that
// only the repository needs. Documents are read on the web: in a packed README, a link to a file of the repository
// becomes its URL.
import fs from "node:fs"
import path from "node:path"

const STAGED = ".medusa/packages"
const PLUGIN = `${STAGED}/plugin`
const STOREFRONT = `${STAGED}/storefront`
const manifest = JSON.parse(fs.readFileSync("package.json", "utf8"))
const WEB = manifest.repository.url.replace(/^git\+|\.git$/g, "")

fs.rmSync(PLUGIN, { recursive: true, force: true })
fs.cpSync(".medusa/server/src", `${PLUGIN}/.medusa/server/src`, { recursive: true })
for (const file of manifest.files.filter((name) => !name.startsWith("."))) {
  stage(file, path.join(PLUGIN, file))
}
writeJson(`${PLUGIN}/package.json`, { ...manifest, scripts: undefined, devDependencies: undefined })

stage("packages/storefront/README.md", `${STOREFRONT}/README.md`)
stage("LICENSE", `${STOREFRONT}/LICENSE`)
const storefront = JSON.parse(fs.readFileSync("packages/storefront/package.json", "utf8"))
writeJson(`${STOREFRONT}/package.json`, { ...storefront, version: manifest.version })

function stage(file, target) {
  const text = fs.readFileSync(file, "utf8")
  fs.mkdirSync(path.dirname(target), { recursive: true })
  fs.writeFileSync(target, file.endsWith(".md") ? withAddresses(text, path.dirname(file)) : text)
}

/** Links within the page, and absolute URLs, stay. */
function withAddresses(text, folder) {
  const address = (link) =>
    /^(#|[a-z]+:)/.test(link)
      ? link
      : new URL(path.posix.join(folder, link), `${WEB}/${/\.(png|svg)$/.test(link) ? "raw" : "blob"}/main/`)
          .href
  return text
    .replace(/\]\((<[^>]+>|[^)\s]+)\)/g, (_, link) => `](${address(link.replace(/^<|>$/g, ""))})`)
    .replace(/(<(?:img src|source [^>]*srcset)=")([^"]+)/g, (_, before, link) => before + address(link))
}

function writeJson(file, value) {
  fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`)
}
