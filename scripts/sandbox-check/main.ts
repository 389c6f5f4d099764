import { approvedCards, refusedCards } from "./card-data"
import { runSandboxCheck } from "./run"
import { readSettings, SettingsProblem } from "./settings"

async function main(): Promise<void> {
  const settings = readSettings(process.env, new Date())
  const interruption = new AbortController()
  process.once("SIGINT", () => {
    console.log("\n… Stopping. What was taken is returned first; this takes a minute.")
    interruption.abort()
  })
  const text = await runSandboxCheck(settings, {
    walk: (startUrl, wish) => {
      const end = {
        succeeds: "choose success",
        fails: "choose failure",
        abandoned: "give up (go back to the shop, or close the page)",
      }[wish]
      console.log(`  → Open ${startUrl} in a browser, ${end} on the bank's page (five minutes).`)
      return Promise.resolve()
    },
    refundInOffice: async (orderId) => {
      console.log(
        `  → Refund all of the order ${orderId} in the XPay back office. Then press Enter here (also if it cannot be done).`
      )
      await enter(interruption.signal)
    },
    walkPage: async (pageUrl, wish, method) => {
      if (wish === "give up") {
        console.log(
          `  → Open ${pageUrl} in a browser, and give up on the bank's page. Then press Enter here.`
        )
        await enter(interruption.signal)
        return
      }
      if (method !== undefined) {
        console.log(
          `  → Open ${pageUrl} in a browser, and pay with ${method} as its test page asks. Then press Enter here (also if it cannot be done).`
        )
        await enter(interruption.signal)
        return
      }
      const [card] = (wish === "pay" ? approvedCards : refusedCards)(new Date())
      const end = wish === "pay" ? "and let it succeed" : "which is declined; then leave the page open"
      console.log(
        `  → Open ${pageUrl} in a browser, pay with ${card?.pan ?? ""} ${card?.expiryDate ?? ""} ${card?.cvv ?? ""}, ${end}. Then press Enter here (also if it cannot be done).`
      )
      await enter(interruption.signal)
    },
    tell: (line) => console.log(`… ${line}`),
    signal: interruption.signal,
  })
  console.log(`\n${text}\nReport and recordings, without keys and card numbers: ${settings.folder}`)
  process.stdin.pause()
}

async function enter(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdin.once("data", () => resolve())
    signal.addEventListener("abort", () => resolve())
  })
}

main().catch((error: unknown) => {
  console.error(error instanceof SettingsProblem ? error.message : error)
  process.exitCode = 1
})
