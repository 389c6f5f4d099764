import { ArrowPath } from "@medusajs/icons"
import { Badge, Button, Container, Heading, Skeleton, StatusBadge } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { call } from "../lib/call"
import { Fact } from "../lib/fact"
import { useLanguage } from "../lib/language"
import { useTexts } from "../lib/use-texts"
import type { Check, Terminal } from "../lib/wire"

/** The terminals of the store, each with a live check. */
export default function SettingsPage() {
  const { settings: texts, loadFailed, retry } = useTexts()
  const language = useLanguage()
  const { data, isError, isFetching, refetch } = useQuery({
    queryKey: ["xpay", "terminals", language],
    queryFn: async () => (await call<{ terminals: Terminal[] }>("terminals", language)).terminals,
    // Never show a cached check.
    gcTime: 0,
    retry: false,
  })
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="flex flex-wrap items-center justify-between gap-4 px-6 py-4">
        <div>
          <Heading level="h1">{texts.title}</Heading>
          <p className="txt-small text-ui-fg-subtle">{texts.intro}</p>
        </div>
        <Button size="small" variant="secondary" isLoading={isFetching} onClick={() => void refetch()}>
          <ArrowPath />
          {texts.again}
        </Button>
      </Container>
      {isError && !isFetching ? (
        <Container role="alert" className="txt-small flex items-center gap-4">
          {loadFailed}
          <Button size="small" variant="secondary" onClick={() => void refetch()}>
            {retry}
          </Button>
        </Container>
      ) : data === undefined ? (
        <Container role="status">
          <span className="sr-only">{texts.looking}</span>
          <Skeleton className="h-48 w-full" />
        </Container>
      ) : data.length === 0 ? (
        <Container className="py-12 text-center">
          <p className="txt-compact-small-plus">{texts.none}</p>
          <p className="txt-small text-ui-fg-subtle">{texts.noneText}</p>
        </Container>
      ) : (
        data.map((terminal) => <TerminalCard key={terminal.provider_id} terminal={terminal} />)
      )}
    </div>
  )
}

function TerminalCard({ terminal }: { terminal: Terminal }) {
  const { settings: texts } = useTexts()
  const { id, provider_id: providerId, environment, host, accounting, capture, methods, checks } = terminal
  return (
    <Container className="divide-ui-border-base divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
        <div className="flex items-center gap-2">
          <Heading level="h2">{id === "" ? providerId : id}</Heading>
          <Badge size="2xsmall" color={environment === "production" ? "green" : "grey"}>
            {terminal.is_simulated ? texts.simulator : texts[environment]}
          </Badge>
        </div>
        <Summary checks={checks} />
      </div>
      <dl className="px-6 py-2">
        <Fact label={texts.host}>{host}</Fact>
        <Fact label={texts.accounting}>{texts[accounting]}</Fact>
        <Fact label={texts.capture}>{texts[capture]}</Fact>
        {methods.length > 0 && (
          <Fact label={texts.methods}>
            <span className="flex flex-wrap gap-1">
              {methods.map((method) => (
                <Badge key={method} size="2xsmall">
                  {method}
                </Badge>
              ))}
            </span>
          </Fact>
        )}
      </dl>
      <ul>
        {checks.map((check) => (
          <li key={check.name} className="flex items-start justify-between gap-4 px-6 py-3">
            <div>
              <p className="txt-compact-small-plus">{check.title}</p>
              <p className="txt-small text-ui-fg-subtle">{withCode(check.text)}</p>
            </div>
            <StatusBadge color={COLORS[check.status]} className="shrink-0">
              {texts[check.status]}
            </StatusBadge>
          </li>
        ))}
      </ul>
    </Container>
  )
}

/** Text between backticks is meant for a file, and shown as code. */
function withCode(text: string): ReactNode[] {
  return text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
}

const COLORS = { ok: "green", warning: "orange", error: "red" } as const

function Summary({ checks }: { checks: readonly Check[] }) {
  const { settings: texts } = useTexts()
  const count = (status: Check["status"]) => checks.filter((check) => check.status === status).length
  const [errors, warnings] = [count("error"), count("warning")]
  return errors > 0 ? (
    <StatusBadge color="red">{texts.errors(errors)}</StatusBadge>
  ) : warnings > 0 ? (
    <StatusBadge color="orange">{texts.warnings(warnings)}</StatusBadge>
  ) : (
    <StatusBadge color="green">{texts.allGood}</StatusBadge>
  )
}
