import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { SeededStore } from "../../demo/seed-store"
import type { IncidentDetail } from "../../src/domain/incident-detail"
import type { Simulator } from "../../src/simulator"
import { Account } from "./account"
import { scanForCanaries, type Canary } from "./canary"
import { KO_CARD, OK_CARD, OTHER_OK_CARD, UNSEEN_CARD } from "./cards"
import { auditEvents } from "./event-audit"
import { eventually } from "./eventually"
import { readsCatchUp } from "./flipped"
import { Http } from "./http"
import { auditIncidents } from "./incident-audit"
import { auditLedger } from "./ledger-audit"
import { auditOrders } from "./order-audit"
import { Recorder } from "./recorder"
import { Shopper, type ReadyCart } from "./shopper"
import { EXPLICIT_KEY, IMPLICIT_KEY } from "./terminals"

/** Times that a decision may depend on. */
const TIMES: Readonly<Record<string, readonly string[]>> = {
  xpay_attempt: [
    "created_at",
    "next_check_at",
    "sent_at",
    "authorized_at",
    "returned_at",
    "deadline_at",
    "booking_until",
    "cancel_order_at",
  ],
  xpay_movement: ["created_at", "resolved_at"],
  xpay_event: ["leased_until"],
  xpay_incident: ["created_at"],
  xpay_saved_card: ["updated_at", "removed_at"],
  capture: ["created_at"],
  refund: ["created_at"],
  order_transaction: ["created_at"],
  order_change: ["created_at"],
}

/** A Medusa with the plugin, in any process, over a real PostgreSQL and the simulator, with the means to inspect it. */
export abstract class TestedStore {
  readonly recorder = new Recorder()
  simulator!: Simulator
  store!: SeededStore
  adminToken = ""
  port = 0
  /** Carts not used by any shopper of this test yet. */
  protected readyCarts: ReadyCart[] = []

  abstract get db(): Knex

  /** Runs the job, as its schedule would. */
  protected abstract runJob(): Promise<void>

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** The store API with the publishable key. */
  shopHttp(url = () => this.url): Http {
    return new Http(url, this.recorder, () => ({ "x-publishable-api-key": this.store.publishableKey }))
  }

  /** Without key and cookie: an anonymous client. */
  strangerHttp(url = () => this.url): Http {
    return new Http(url, this.recorder)
  }

  admin(url = () => this.url): Http {
    return new Http(url, this.recorder, () => ({ authorization: `Bearer ${this.adminToken}` }))
  }

  shopper(url = () => this.url): Shopper {
    return new Shopper(this.shopHttp(url), this.store, undefined, this.readyCarts)
  }

  /** Creates a customer with an account, signed in. */
  async account(email?: string): Promise<Account> {
    const signedIn = (token: string) =>
      new Http(
        () => this.url,
        this.recorder,
        () => ({ "x-publishable-api-key": this.store.publishableKey, authorization: `Bearer ${token}` })
      )
    return await Account.open(this.shopHttp(), signedIn, email)
  }

  shopperWith(account: Account): Shopper {
    return new Shopper(account.http, this.store, account.email)
  }

  /** Card numbers, security codes, keys and tokens that must not appear anywhere. */
  readonly canaries: Canary[] = [
    { name: "API key", secret: EXPLICIT_KEY },
    { name: "API key of the implicit terminal", secret: IMPLICIT_KEY },
    ...[OK_CARD, OTHER_OK_CARD, KO_CARD, UNSEEN_CARD].flatMap(({ number, cvv }) => [
      { name: "card number", secret: number },
      { name: "security code", secret: cvv },
    ]),
  ]

  /** The job runs a minute later: running work has ended then. */
  protected async othersEnd(): Promise<void> {
    // The activity of a server in its own process is not visible here.
  }

  /** Runs the job as its schedule would, after `minutes` have passed for everything that was rescheduled. */
  async reconcile(minutes = 60 * 24): Promise<void> {
    await readsCatchUp()
    await this.othersEnd()
    await this.db("xpay_attempt")
      .whereNotNull("next_check_at")
      .update({ next_check_at: this.db.raw("next_check_at - make_interval(mins => ?)", [minutes]) })
    await this.db("xpay_attempt")
      .whereNotNull("booking_until")
      .update({ booking_until: this.db.raw("booking_until - make_interval(mins => ?)", [minutes]) })
    await this.db("xpay_saved_card").update({
      updated_at: this.db.raw("updated_at - make_interval(mins => ?)", [minutes]),
      removed_at: this.db.raw("removed_at - make_interval(mins => ?)", [minutes]),
    })
    await this.runJob()
    // An event may have been emitted only now; its subscriber then takes the payment over from the job.
    await this.othersEnd()
  }

  /** Makes all records older, as if that much time had passed: the plugin's, and Medusa's captures and refunds. */
  async letPass(minutes: number): Promise<void> {
    for (const [table, columns] of Object.entries(TIMES)) {
      const earlier = columns.map((column) => [
        column,
        this.db.raw("?? - make_interval(mins => ?)", [column, minutes]),
      ])
      await this.db(table).update(Object.fromEntries(earlier))
    }
  }

  async incidents(): Promise<{ kind: string; detail: IncidentDetail; resolved_at: Date | null }[]> {
    return (await this.db("xpay_incident").orderBy("created_at")) as never
  }

  /**
   * Checks that the three ledgers agree and that no secret is anywhere. Ledgers that do not agree at once have two runs
   * of the job, two minutes, to be reconciled, with XPay unchanged.
   */
  async audit(): Promise<void> {
    let faults = await this.auditBooks()
    if (faults.length > 0) {
      await this.simulator.control.clearFaults()
      for (let minute = 1; minute <= 2; minute++) {
        await this.letPass(1)
        await this.reconcile(0)
      }
      faults = await this.booksInTheEnd()
    }
    const leaks = await this.findLeaks()
    if (faults.length + leaks.length > 0) {
      throw new Error(
        `After the test the books or the secrets were not in order:\n${[...faults, ...leaks].join("\n")}`
      )
    }
  }

  /**
   * Where XPay's ledger, the journal and Medusa's records do not agree, and which open incidents have lost their cause.
   */
  async auditBooks(): Promise<string[]> {
    const { db } = this
    return [
      ...(await auditLedger(db, await this.simulator.control.ledger())),
      ...(await auditOrders(db)),
      ...(await auditIncidents(db)),
      ...(await auditEvents(db)),
    ]
  }

  /** Secrets in anything that was recorded, or in the database. */
  async findLeaks(): Promise<string[]> {
    return await scanForCanaries(this.db, this.recorder, [...this.canaries, ...(await this.securityTokens())])
  }

  /**
   * The same, after it is resolved or after five seconds: work started by a subscriber or a notification may still run
   * during the job, and ends by itself.
   */
  async booksInTheEnd(): Promise<string[]> {
    let faults: string[] = []
    await eventually(async () => {
      faults = await this.auditBooks()
      expect(faults).toEqual([])
    }, 5_000).catch(() => undefined)
    return faults
  }

  /** The tokens that XPay issued in this test. */
  private async securityTokens(): Promise<Canary[]> {
    const notifications = await this.simulator.control.notifications()
    return notifications.flatMap(({ body }) => {
      const { securityToken } = body as { securityToken?: string }
      return securityToken === undefined ? [] : [{ name: "security token", secret: securityToken }]
    })
  }
}
