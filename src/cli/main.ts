#!/usr/bin/env node
import { readArguments, type CliArguments } from "./arguments"
import { doctor } from "./doctor"
import { HELP } from "./texts"

async function main(): Promise<number> {
  const asked = readOrExplain(process.argv.slice(2))
  if (asked === undefined) {
    return 2
  }
  if (asked.command === "help") {
    console.log(HELP)
    return 0
  }
  return await doctor(process.cwd(), asked)
}

function readOrExplain(argv: readonly string[]): CliArguments | undefined {
  try {
    return readArguments(argv)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`)
    return undefined
  }
}

void main().then((code) => {
  process.exitCode = code
})
