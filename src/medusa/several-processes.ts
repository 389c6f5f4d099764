import cluster from "node:cluster"
import type { ConfigModule } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { moduleEntryIn, providerEntriesIn, type ConfigurationEntry } from "./configuration"

/** What says that a shop runs in several processes. */
export type SeveralProcesses = "split_by_mode" | "cluster" | "events_are_shared"

/**
 * A sign that the shop runs in several processes; undefined when there is none, which is no proof of the contrary.
 *
 * @param self whether this process is one of the server's: a program beside it is in no cluster and has no mode
 */
export function signOfSeveral(
  configuration: Pick<ConfigModule, "modules" | "projectConfig">,
  self: { readonly isServer: boolean; readonly isInCluster?: boolean }
): SeveralProcesses | undefined {
  const { isServer, isInCluster = cluster.isWorker } = self
  // `medusa start --cluster`, and the cluster mode of pm2.
  if (isServer && isInCluster) {
    return "cluster"
  }
  if (isServer && (configuration.projectConfig.workerMode ?? "shared") !== "shared") {
    return "split_by_mode"
  }
  return /redis/i.test(resolvePath(moduleEntryIn(configuration, Modules.EVENT_BUS)) ?? "")
    ? "events_are_shared"
    : undefined
}

/** The locking provider that Medusa uses; undefined: its own, in memory. */
export function lockingProvider(configuration: Pick<ConfigModule, "modules">): string | undefined {
  const entries = providerEntriesIn(configuration, Modules.LOCKING)
  const used =
    entries.find((one) => one.is_default === true) ?? (entries.length === 1 ? entries[0] : undefined)
  return used === undefined ? undefined : (resolvePath(used) ?? String(used.id ?? ""))
}

function resolvePath(entry: ConfigurationEntry | undefined): string | undefined {
  return typeof entry?.resolve === "string" ? entry.resolve : undefined
}
