import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { SIGNS_OF_SEVERAL_PROCESSES, type Finding } from "../../texts/health"
import type { Terminal } from "../../engine/terminal/terminal"
import { lockingProvider, signOfSeveral } from "../../medusa/several-processes"
import { ImportCursor } from "../../modules/xpay/import-cursor"

/**
 * The caller: a process of the server, or a program beside it, whose own start time and mode say nothing about the
 * server.
 */
export type Viewpoint = "server" | "outside"

/**
 * Whether everything that several processes must share is shared. The number of processes is unknown; what the shop has
 * configured for several is a sign of them.
 */
export async function checkSharing(
  container: MedusaContainer,
  { settings, vault }: Terminal,
  viewpoint: Viewpoint
): Promise<Finding[]> {
  const configuration = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const lock = lockingProvider(configuration)
  const sign = signOfSeveral(configuration, { isServer: viewpoint === "server" })
  return [await lookAtVault(), lookAtLock()]

  async function lookAtVault(): Promise<Finding> {
    if (settings.vault.redisUrl !== undefined) {
      return { kind: (await vault.works()) ? "vault_redis" : "vault_down" }
    }
    const hint = sign ?? (lock === undefined ? undefined : "lock_is_shared")
    return hint === undefined
      ? { kind: "vault_memory" }
      : { kind: "vault_memory_several", facts: { sign: SIGNS_OF_SEVERAL_PROCESSES[hint] } }
  }

  function lookAtLock(): Finding {
    if (lock !== undefined) {
      return { kind: "locking_shared", facts: { provider: lock } }
    }
    const hint = sign ?? (settings.vault.redisUrl === undefined ? undefined : "vault_is_shared")
    return hint === undefined
      ? { kind: "locking_memory" }
      : { kind: "locking_memory_several", facts: { sign: SIGNS_OF_SEVERAL_PROCESSES[hint] } }
  }
}

/** The job runs every minute; a run may wait for a long previous one, and XPay may have been unavailable briefly. */
const LATE_SECONDS = 300

/**
 * Whether the reconciliation job runs: each run that could query XPay records its time. Just after the server's start,
 * the last run may be long ago.
 */
export async function checkJob(db: Knex, entryId: string, viewpoint: Viewpoint): Promise<Finding> {
  const last = await new ImportCursor(db).read(entryId)
  if (last === undefined) {
    return { kind: "job_not_yet" }
  }
  const seconds = Math.max(0, Math.round((Date.now() - last.getTime()) / 1000))
  if (seconds <= LATE_SECONDS) {
    return { kind: "job_runs", facts: { seconds } }
  }
  return viewpoint === "server" && process.uptime() < LATE_SECONDS / 2
    ? { kind: "job_not_yet" }
    : { kind: "job_stopped", facts: { minutes: Math.round(seconds / 60) } }
}
