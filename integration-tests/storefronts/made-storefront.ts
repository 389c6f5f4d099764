import { execFile } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { promisify } from "node:util"
import { Child } from "../../demo/run/child"
import { pack } from "../package/packed"

const run = promisify(execFile)

/** Removes jest's variables from a storefront's environment. */
const CLEAN: NodeJS.ProcessEnv = {
  NODE_ENV: undefined,
  NODE_OPTIONS: undefined,
  JEST_WORKER_ID: undefined,
  CI: "true",
  NEXT_TELEMETRY_DISABLED: "1",
}

/**
 * A storefront as on a developer's machine: outside the repository, with packages from the registry and our packed one.
 */
export class MadeStorefront {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), "storefront-"))
  private server: Child | undefined

  /** @param sample a folder next to this file */
  constructor(sample: "next" | "vite") {
    cpSync(path.join(__dirname, sample), this.folder, { recursive: true })
  }

  read(file: string): string {
    return readFileSync(path.join(this.folder, file), "utf8")
  }

  write(file: string, text: string): void {
    writeFileSync(path.join(this.folder, file), text)
  }

  /** Changes versions in its `package.json`. */
  use(versions: Readonly<Record<string, string>>): void {
    const manifest = JSON.parse(this.read("package.json")) as Record<string, Record<string, string>>
    for (const [name, version] of Object.entries(versions)) {
      const kind = manifest["dependencies"]?.[name] === undefined ? "devDependencies" : "dependencies"
      Object.assign(manifest[kind] ?? {}, { [name]: version })
    }
    this.write("package.json", JSON.stringify(manifest, null, 2))
  }

  /** Puts the packed storefront package into the folder. @returns the argument for a package manager's add command */
  async pack(): Promise<string> {
    return `./${(await pack("storefront", this.folder)).filename}`
  }

  /** Runs a command until it ends. @throws with its output if it fails */
  async run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    try {
      const { stdout, stderr } = await run(command, [...args], {
        cwd: this.folder,
        env: { ...process.env, ...CLEAN, ...env },
        maxBuffer: 16_777_216,
      })
      return stdout + stderr
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string }
      throw new Error(`${command} ${args.join(" ")} failed:\n${(stdout + stderr).slice(-4_000)}`)
    }
  }

  /** Serves it at a URL until the next call of this, or of {@link MadeStorefront.stop}. */
  async serve(script: string, args: readonly string[], url: string): Promise<void> {
    await this.stop()
    this.server = new Child({
      command: [path.join(this.folder, "node_modules", script), ...args, "--port", new URL(url).port],
      cwd: this.folder,
      env: CLEAN,
      logFile: path.join(this.folder, "server.log"),
    })
    await this.server.ready(async () => {
      try {
        return (await fetch(url)).status > 0
      } catch {
        return false
      }
    })
  }

  async stop(): Promise<void> {
    this.server?.kill()
    await this.server?.exited
    this.server = undefined
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
