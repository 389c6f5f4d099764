import { Container, Heading, Tabs } from "@medusajs/ui"
import { useSearchParams } from "react-router-dom"
import { useTexts } from "../lib/use-texts"
import PaymentDrawer from "../payment/payment-drawer"
import { CaptureList } from "./capture-list"
import { IncidentList } from "./incident-list"
import { PaymentTable } from "./payment-table"
import { useIncidents } from "./use-incidents"

/** All XPay payments and the incidents. Tab and payment are in the URL, so that they can be linked to. */
export default function XPayPage() {
  const { page: texts } = useTexts()
  const [params, setParams] = useSearchParams()
  const { data: open } = useIncidents(false, 0)
  const count = open?.count ?? 0
  const payment = params.get("payment")
  const change = (key: string, value: string | undefined) =>
    setParams((before) => {
      if (value === undefined) {
        before.delete(key)
      } else {
        before.set(key, value)
      }
      return before
    })
  return (
    <Container className="p-0">
      <Tabs
        value={params.get("tab") ?? "payments"}
        onValueChange={(tab) => change("tab", tab === "payments" ? undefined : tab)}
      >
        <div className="border-ui-border-base flex flex-wrap items-center justify-between gap-4 border-b px-6 py-4">
          <Heading level="h1">XPay</Heading>
          <Tabs.List>
            <Tabs.Trigger value="payments">{texts.payments}</Tabs.Trigger>
            <Tabs.Trigger value="capture">{texts.toCapture}</Tabs.Trigger>
            <Tabs.Trigger value="incidents">
              {count === 0 ? texts.incidents : texts.openIncidents(count)}
            </Tabs.Trigger>
          </Tabs.List>
        </div>
        <Tabs.Content value="payments">
          <PaymentTable onOpen={(id) => change("payment", id)} />
        </Tabs.Content>
        <Tabs.Content value="capture">
          <CaptureList onOpen={(id) => change("payment", id)} />
        </Tabs.Content>
        <Tabs.Content value="incidents">
          <IncidentList onOpen={(id) => change("payment", id)} />
        </Tabs.Content>
      </Tabs>
      {payment !== null && <PaymentDrawer id={payment} onClose={() => change("payment", undefined)} />}
    </Container>
  )
}
