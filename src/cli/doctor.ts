import { fork } from "node:child_process"
import { createRequire } from "node:module"
import type { Locale } from "../domain/locale"
import { findMedusaCli } from "../medusa/command-line"
import type { Seen } from "./look"
import { exitCode, report } from "./report"
import { DOCTOR_TEXTS } from "./texts"

/** Run inside the application by `medusa exec`, which loads its configuration and modules like the server. */
const LOOK = createRequire(__filename).resolve("./look")

export interface DoctorWishes {
  readonly locale: Locale
  readonly asJson: boolean
}

/**
 * Checks the application in a folder and prints the findings.
 *
 * @returns the exit code: 1 if there is an error.
 */
export async function doctor(folder: string, { locale, asJson }: DoctorWishes): Promise<0 | 1> {
  const medusa = findMedusaCli(folder)
  if (medusa === undefined) {
    console.error(DOCTOR_TEXTS[locale].noApplication)
    return 1
  }
  const looked = await look(medusa, folder, locale)
  if ("said" in looked) {
    console.error(`${DOCTOR_TEXTS[locale].notStarted}\n\n${looked.said.trim()}`)
    return 1
  }
  if ("isPluginMissing" in looked) {
    console.error(DOCTOR_TEXTS[locale].pluginMissing)
    return 1
  }
  const { terminals } = looked
  console.log(
    asJson
      ? JSON.stringify({ terminals }, undefined, 2)
      : report(terminals, locale, process.stdout.hasColors?.() ?? false)
  )
  return exitCode(terminals)
}

type Looked = Seen | { readonly said: string }

async function look(medusa: string, folder: string, locale: Locale): Promise<Looked> {
  const child = fork(medusa, ["exec", LOOK, locale], { cwd: folder, silent: true })
  let said = ""
  for (const output of [child.stdout, child.stderr]) {
    output?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")))
  }
  let seen: Seen | undefined
  child.on("message", (message) => {
    seen = message as Seen
    // The child process has nothing left to do.
    child.kill()
  })
  await new Promise((resolve) => child.once("close", resolve))
  return seen ?? { said }
}
