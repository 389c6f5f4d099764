import fs from "node:fs"
import path from "node:path"
import type { Edit } from "./edit"
import { EDITS } from "./edits"
import type { Starter } from "./starter"

/** The outcome for one file. */
export interface FileReport {
  /** Below the storefront's root. */
  readonly file: string
  readonly outcome: "added" | "changed" | "was there" | "kept" | "not done"
  readonly note: string
  /** The manual change: exact lines. */
  readonly lines?: string
}

export interface AddOptions {
  /** Folder of the package's files, laid out as in a starter's `src`. */
  readonly files: string
  /** Write nothing. */
  readonly isDryRun: boolean
  /** Replace the package's files even if they are from an earlier version or were changed. */
  readonly isOverwriting: boolean
}

/**
 * Adds XPay to a storefront: adds files and changes a few. A second run changes nothing more.
 *
 * @returns the outcome for each file.
 */
export function addToStarter(starter: Starter, options: AddOptions): FileReport[] {
  const files = fs
    .readdirSync(options.files, { recursive: true, encoding: "utf8" })
    .filter((file) => fs.statSync(path.join(options.files, file)).isFile())
    .sort()
  return [
    ...files.map((file) => addFile(starter.root, file, options)),
    ...EDITS.map((edit) => applyEdit(starter.root, edit, options)),
    ...requirements(starter.root),
  ]
}

function addFile(root: string, name: string, { files, isDryRun, isOverwriting }: AddOptions): FileReport {
  const file = path.join("src", name)
  const target = path.join(root, file)
  const ours = fs.readFileSync(path.join(files, name), "utf8")
  const theirs = read(target)
  if (theirs === ours) {
    return { file, outcome: "was there", note: "as this package has it" }
  }
  if (theirs !== undefined && !isOverwriting) {
    return { file, outcome: "kept", note: "it differs from this package's; --overwrite replaces it" }
  }
  if (!isDryRun) {
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, ours)
  }
  return theirs === undefined
    ? { file, outcome: "added", note: "" }
    : { file, outcome: "changed", note: "replaced by this package's" }
}

function applyEdit(root: string, edit: Edit, { isDryRun }: AddOptions): FileReport {
  const { file, purpose, byHand } = edit
  const before = read(path.join(root, file))
  if (before === undefined) {
    return {
      file,
      outcome: "not done",
      note: `${purpose}. There is no such file; wherever it is now`,
      lines: byHand,
    }
  }
  const text = before.replaceAll("\r\n", "\n")
  if (edit.isDone(text)) {
    return { file, outcome: "was there", note: purpose }
  }
  const after = edit.change(text)
  if (after === undefined) {
    return {
      file,
      outcome: "not done",
      note: `${purpose}. The file has another shape than the starter's`,
      lines: byHand,
    }
  }
  if (!isDryRun) {
    fs.writeFileSync(path.join(root, file), before === text ? after : after.replaceAll("\n", "\r\n"))
  }
  return { file, outcome: "changed", note: purpose }
}

/** Missing requirements of the files. */
function requirements(root: string): FileReport[] {
  const env = [".env.local", ".env"].map((file) => read(path.join(root, file)) ?? "").join("\n")
  const { dependencies = {} } = JSON.parse(read(path.join(root, "package.json")) ?? "{}") as {
    dependencies?: Readonly<Record<string, string>>
  }
  const variables = Object.entries(VARIABLES).filter(([name]) => !new RegExp(`^${name}=.`, "m").test(env))
  return [
    ...(variables.length === 0
      ? []
      : [
          {
            file: ".env.local",
            outcome: "not done" as const,
            note: "the browser calls Medusa itself, and must know where and with which key",
            lines: variables.map(([name, value]) => `+${name}=${value}`).join("\n"),
          },
        ]),
    ...("medusa-payment-nexi-xpay-storefront" in dependencies
      ? []
      : [
          {
            file: "package.json",
            outcome: "not done" as const,
            note: "the package itself is not among the dependencies",
            lines: `$ ${installer(root)} medusa-payment-nexi-xpay-storefront`,
          },
        ]),
  ]
}

const VARIABLES = {
  NEXT_PUBLIC_MEDUSA_BACKEND_URL: "http://localhost:9000",
  NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY: "pk_…",
}

/** Detected by the lock file, which in a monorepo is in a parent folder. */
function installer(root: string): string {
  const has = (file: string) => ["", "..", "../.."].some((up) => fs.existsSync(path.join(root, up, file)))
  return has("pnpm-lock.yaml") ? "pnpm add" : has("yarn.lock") ? "yarn add" : "npm install"
}

function read(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined
}
