import type { ILockingModule, INotificationModuleService, NotificationDTO } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { expectOk } from "../harness/shopper"
import { withOptions } from "../harness/with-options"
import { eventually, xpaySuite } from "../harness/xpay-suite"

const EMAIL = { channel: "email", to: "orders@shop.example" }

xpaySuite("alerts", (store) => {
  const clerk = () => new Clerk(store.admin())
  const module = () => store.container().resolve<INotificationModuleService>(Modules.NOTIFICATION)
  const sent = async (channel: string) =>
    (await module().listNotifications({ channel, status: "success" } as never)).sort((one, other) =>
      one.id.localeCompare(other.id)
    )
  const alertsAre = async (alerts: object, work: () => Promise<void>) =>
    await withOptions(store.container(), { alerts }, work)
  const hours = async (count: number) =>
    await store.db("xpay_incident").update({
      created_at: store.db.raw("created_at - make_interval(hours => ?)", [count]),
      alert_at: store.db.raw("alert_at - make_interval(hours => ?)", [count]),
    })

  /** An order whose hold expires within a day, which is an incident. */
  async function incident(): Promise<string> {
    const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
    await store
      .db("xpay_attempt")
      .where({ order_id: orderId! })
      .update({ deadline_at: store.db.raw("now() + interval '20 hours'") })
    await store.reconcile()
    return orderId!
  }
  const numberOf = async (orderId: string) =>
    ((await store.db("order").where({ id: orderId }).first("display_id")) as { display_id: number })
      .display_id

  /** Simulates a notification provider that cannot send. */
  const channelIsDown = (channel: string) => {
    const create = module().createNotifications.bind(module()) as (data: unknown) => Promise<never>
    return jest.spyOn(module(), "createNotifications").mockImplementation(async (data: unknown) => {
      if ((data as NotificationDTO).channel === channel) {
        throw new Error("the mail server does not answer")
      }
      return await create(data)
    })
  }
  afterEach(() => jest.restoreAllMocks())

  it("shows an incident in the dashboard's bell, once, in the language of the options", async () => {
    await alertsAre({ language: "en" }, async () => {
      const orderId = await incident()
      await eventually(async () => expect(await sent("feed")).toHaveLength(1))
      await store.reconcile()
      expect(await sent("feed")).toMatchObject([
        {
          to: "",
          template: "admin-ui",
          resource_type: "xpay_incident",
          data: {
            title: `XPay: Order #${await numberOf(orderId)}: An authorized payment is about to expire.`,
            description: expect.stringMatching(/^€24\.99, until .*Capture it before the date shown/),
          },
        },
      ])
      expect(await sent("email")).toEqual([])
    })
  })

  it("shows it to the dashboard over Medusa's own route", async () => {
    await incident()
    await eventually(async () => {
      const { notifications } = expectOk(
        await store
          .admin()
          .get<{ notifications: { data: { title: string } }[] }>("/admin/notifications?channel=feed")
      )
      expect(notifications.map(({ data }) => data.title)).toEqual([
        expect.stringMatching(/^XPay: Ordine #\d+: Un pagamento autorizzato sta per scadere\.$/),
      ])
    })
  })

  it("leaves the bell alone when the options say so", async () => {
    await alertsAre({ bell: false }, async () => {
      await incident()
      await store.reconcile()
      expect(await sent("feed")).toEqual([])
    })
  })

  it("goes out by the shop's channels, in Italian by default, with text, data and a link to the order", async () => {
    await alertsAre({ channels: [{ ...EMAIL, template: "incident" }] }, async () => {
      const orderId = await incident()
      await eventually(async () => expect(await sent("email")).toHaveLength(1))
      const [email] = await sent("email")
      const title = `Ordine #${await numberOf(orderId)}: Un pagamento autorizzato sta per scadere.`
      const url = `${store.url}/app/orders/${orderId}`
      expect(email).toMatchObject({ to: EMAIL.to, template: "incident" })
      expect(email!.data).toEqual({
        subject: `XPay: ${title}`,
        text: expect.stringMatching(new RegExp(`${url}$`)),
        locale: "it",
        incidents: [
          {
            id: expect.stringMatching(/^xpinc_/),
            kind: "capture_deadline",
            title,
            detail: expect.stringMatching(/^24,99\s€, fino al \d/),
            advice: expect.stringMatching(/^Catturalo/),
            order_id: orderId,
            order_display_id: await numberOf(orderId),
            payment_id: expect.stringMatching(/^xpatt_/),
            url,
            raised_at: expect.any(String),
          },
        ],
      })
    })
  })

  it("is sent again when it could not be sent, without the bell a second time, and stops nothing", async () => {
    await alertsAre({ channels: [EMAIL] }, async () => {
      const down = channelIsDown("email")
      await incident()
      await eventually(async () => expect(await sent("feed")).toHaveLength(1))
      await hours(1)
      await store.reconcile()
      expect(await sent("email")).toEqual([])
      down.mockRestore()
      await store.reconcile()
      expect(await sent("email")).toEqual([])
      await hours(1)
      await store.reconcile()
      expect([(await sent("email")).length, (await sent("feed")).length]).toEqual([1, 1])
      await hours(24)
      await store.reconcile()
      expect(await sent("email")).toHaveLength(1)
    })
  })

  it("goes to the others when one channel is down", async () => {
    await alertsAre({ channels: [{ channel: "pager", to: "4711" }, EMAIL] }, async () => {
      await incident()
      await eventually(async () => expect(await sent("email")).toHaveLength(1))
      await hours(1)
      await store.reconcile()
      expect(await sent("email")).toHaveLength(1)
    })
  })

  it("waits for the daily digest, which lists all that is still open in one message; the bell does not wait", async () => {
    await alertsAre({ channels: [EMAIL], digest: "daily", language: "en" }, async () => {
      await incident()
      await incident()
      const captured = await incident()
      await eventually(async () => expect(await sent("feed")).toHaveLength(3))
      expect(await sent("email")).toEqual([])
      expectOk(await clerk().capture(captured))
      await store.reconcile()
      await hours(24)
      await store.reconcile()
      const emails = await sent("email")
      expect(emails).toMatchObject([{ data: { subject: "XPay: 2 incidents need attention" } }])
      await hours(24)
      await store.reconcile()
      expect(await sent("email")).toHaveLength(1)
    })
  })

  it("keeps no other run of the job waiting while a provider does not answer", async () => {
    await alertsAre({ channels: [EMAIL] }, async () => {
      const down = channelIsDown("email")
      await incident()
      await eventually(async () => expect(await sent("feed")).toHaveLength(1))
      await hours(1)
      down.mockRestore()
      const create = module().createNotifications.bind(module()) as (data: unknown) => Promise<never>
      let answer = () => undefined as unknown
      const answered = new Promise<void>((resolve) => (answer = resolve))
      const slow = jest.spyOn(module(), "createNotifications").mockImplementation(async (data: unknown) => {
        await answered
        return await create(data)
      })
      const run = store.reconcile()
      await eventually(() => {
        expect(slow).toHaveBeenCalled()
        return Promise.resolve()
      })
      const locking = store.container().resolve<ILockingModule>(Modules.LOCKING)
      expect(
        await locking.execute(["xpay-reconcile"], async () => await Promise.resolve("free"), { timeout: 1 })
      ).toBe("free")
      answer()
      await run
      expect(await sent("email")).toHaveLength(1)
    })
  })

  it("is given up for an incident of a kind that this version does not know", async () => {
    await store.db("xpay_incident").insert({
      ...{ id: "xpinc_newer", kind: "from_a_newer_version", provider_id: "pp_xpay_xpay" },
      alert_at: store.db.fn.now(),
    })
    await store.reconcile()
    expect(await store.db("xpay_incident").first("alert_at")).toEqual({ alert_at: null })
    await store.db("xpay_incident").where({ id: "xpinc_newer" }).delete()
  })

  it("is not sent of an incident that closed before it could be", async () => {
    await alertsAre({ channels: [EMAIL] }, async () => {
      const down = channelIsDown("email")
      const orderId = await incident()
      await eventually(async () => expect(await sent("feed")).toHaveLength(1))
      expectOk(await clerk().capture(orderId))
      await store.reconcile()
      down.mockRestore()
      await hours(24)
      await store.reconcile()
      expect(await sent("email")).toEqual([])
    })
  })
})
