import { execFile } from "node:child_process"
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import os from "node:os"
import path from "node:path"
import { promisify } from "node:util"
import { Child } from "../../demo/run/child"
import { Started } from "../../demo/run/started"
import { pack, type PackedPackage } from "./packed"

const run = promisify(execFile)

const TEMPLATE = path.join(__dirname, "fresh-application")
const REPOSITORY = path.join(__dirname, "../..")

/** A new Medusa application outside the repository: it sees only the plugin's package. */
export class FreshApplication {
  private readonly root = mkdtempSync(path.join(os.tmpdir(), "fresh-application-"))
  readonly folder = path.join(this.root, "shop")
  /** Next to the application, because `medusa develop` watches every file in it. */
  readonly database = path.join(this.root, "database")
  private readonly logs = path.join(this.root, "logs")
  private readonly started = new Started()

  constructor() {
    // PostgreSQL runs as its own user when the tests run as root.
    chmodSync(this.root, 0o755)
    mkdirSync(this.logs)
    cpSync(TEMPLATE, this.folder, { recursive: true })
    this.useMedusa(process.env["MEDUSA_VERSION"])
  }

  /** Uses another release of Medusa than the default; for the matrix of supported releases. */
  private useMedusa(version: string | undefined): void {
    if (version !== undefined) {
      const manifest = JSON.parse(this.read("package.json")) as { dependencies: Record<string, string> }
      for (const name of Object.keys(manifest.dependencies)) {
        manifest.dependencies[name] = version
      }
      this.write("package.json", JSON.stringify(manifest, null, 2))
    }
  }

  /** Packs the built plugin into this folder. */
  async pack(): Promise<PackedPackage> {
    return await pack("plugin", this.folder)
  }

  write(file: string, text: string): void {
    const target = path.join(this.folder, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }

  read(file: string): string {
    return readFileSync(path.join(this.folder, file), "utf8")
  }

  list(folder: string): string[] {
    return readdirSync(path.join(this.folder, folder))
  }

  /** Copies a file of the repository, such as the seed. */
  copy(from: string, to: string): void {
    cpSync(path.join(REPOSITORY, from), path.join(this.folder, to))
  }

  /** Runs a command until it ends. @throws with its output if it fails. */
  async run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    try {
      const { stdout, stderr } = await run(command, [...args], {
        cwd: this.folder,
        env: { ...process.env, ...cleanEnvironment(), ...env },
        maxBuffer: 16_777_216,
      })
      return stdout + stderr
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string }
      throw new Error(`${command} ${args.join(" ")} failed:\n${(stdout + stderr).slice(-4_000)}`)
    }
  }

  /**
   * Starts a long-running program of the application, by its name in `node_modules/.bin`.
   *
   * @param below its working directory, below the application's folder.
   */
  start(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, below = "."): Child {
    const child = new Child({
      command: [path.join(this.folder, "node_modules/.bin", name), ...args],
      cwd: path.join(this.folder, below),
      env: { ...cleanEnvironment(), ...env },
      logFile: path.join(this.logs, `${name}-${args[0] ?? ""}.log`),
    })
    this.started.add({ stop: () => this.stop(child), kill: () => child.kill() })
    return child
  }

  /** Ends a program and its descendants: `medusa develop` does not end its server. */
  async stop(program: Child): Promise<void> {
    program.kill()
    await program.exited
  }

  /** Starts one of the repository's own scripts for what every shop has: its database. */
  startHere(command: readonly string[]): Child {
    return this.started.add(
      new Child({ command, logFile: path.join(this.logs, "here.log"), stopSignal: "SIGINT" })
    )
  }

  async remove(): Promise<void> {
    await this.started.stopAll()
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** Removes jest's and this repository's variables from the application's environment. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return {
    NODE_ENV: undefined,
    NODE_OPTIONS: undefined,
    JEST_WORKER_ID: undefined,
    LOG_LEVEL: undefined,
    MEDUSA_DISABLE_TELEMETRY: "true",
  }
}
