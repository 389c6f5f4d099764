import { execFileSync } from "node:child_process"
import { setTimeout as pause } from "node:timers/promises"

export interface RunningProcess {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

/** A process and all its descendants. */
export function processTree(root: number): readonly RunningProcess[] {
  const all = listProcesses()
  const tree = all.filter(({ pid }) => pid === root)
  for (const one of tree) {
    tree.push(...all.filter(({ parent }) => parent === one.pid))
  }
  return tree
}

/** The processes that still run after a while. */
export async function survivors(
  processes: readonly RunningProcess[],
  timeoutMs: number
): Promise<readonly RunningProcess[]> {
  for (const end = Date.now() + timeoutMs; ; await pause(200)) {
    const now = listProcesses()
    const alive = processes.filter(({ pid, command }) =>
      now.some((one) => one.pid === pid && one.command === command)
    )
    if (alive.length === 0 || Date.now() > end) {
      return alive
    }
  }
}

function listProcesses(): RunningProcess[] {
  const lines = execFileSync("ps", ["-ww", "-A", "-o", "pid=,ppid=,stat=,args="], { encoding: "utf8" }).split(
    "\n"
  )
  return lines.flatMap((line) => {
    const [, pid, parent, stat, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    // A zombie has ended; only its parent has not read its status.
    return pid === undefined || stat?.startsWith("Z") === true
      ? []
      : [{ pid: Number(pid), parent: Number(parent), command: command ?? "" }]
  })
}
