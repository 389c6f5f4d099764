#!/usr/bin/env node
import { readArguments, type CliArguments } from "./cli-arguments"
import { greeting, helpText, startFailure } from "./cli-texts"
import { startSimulator } from "./start-simulator"

async function main(): Promise<void> {
  const asked = readOrExplain()
  if (!asked) return
  if (asked.wantsHelp) {
    console.log(helpText)
    return
  }
  const { port, host, publicUrl, framesPort, framesUrl, isQuiet } = asked
  try {
    const simulator = await startSimulator({
      port,
      host,
      framesPort,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(framesUrl === undefined ? {} : { framesUrl }),
    })
    if (!isQuiet) console.log(greeting(simulator))
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void simulator.stop())
  } catch (error) {
    console.error(startFailure(error, port, host))
    process.exitCode = 1
  }
}

function readOrExplain(): CliArguments | undefined {
  try {
    return readArguments(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${helpText}`)
    process.exitCode = 2
    return undefined
  }
}

void main()
