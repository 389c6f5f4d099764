import { type Switches } from "../switches"
import { type World } from "../world"
import { type BuildSession } from "./build-session"

/** One frame, as the API returns it. */
export interface BuildField {
  readonly type: "TEXT" | "ACTION"
  readonly class: "CARD_FIELD" | "CARD" | "APM"
  readonly id: string
  readonly src: string
}

const usual = ["CARD_NUMBER", "EXPIRATION_DATE", "SECURITY_CODE", "CARDHOLDER_NAME", "CARDHOLDER_EMAIL"]

/** Ids of the terminal's card fields. */
export function cardFieldIds({ buildFields }: Switches): readonly string[] {
  switch (buildFields) {
    case "usual":
      return usual
    case "with-surname":
      return [...usual.slice(0, 4), "CARDHOLDER_SURNAME", "CARDHOLDER_EMAIL"]
    case "without-email":
      return usual.slice(0, 4)
    case "with-privacy":
      return [...usual, "PRIVACY_CONDITIONS"]
  }
}

/**
 * The frames for the session's current state. Their URLs are new each time: a page that mounts them again starts over.
 */
export function fieldsOf(world: World, session: BuildSession): readonly BuildField[] {
  const place = (id: string, rest: Pick<BuildField, "type" | "class">): BuildField => ({
    ...rest,
    id,
    src: frameUrl(world, session, id),
  })
  if (session.state === "CARD_DATA_COLLECTION") {
    return cardFieldIds(world.switches).map((id) => place(id, { type: "TEXT", class: "CARD_FIELD" }))
  }
  if (session.state !== "PAYMENT_METHOD_SELECTION") return []
  const { methods = [] } = world.terminals.find(({ alias }) => alias === session.terminal) ?? {}
  const others = methods.filter(({ kind }) => kind === "APM")
  return [
    ...others.map(({ service }) => place(service, { type: "ACTION", class: "APM" })),
    place("PAY_WITH_CARD", { type: "ACTION", class: "CARD" }),
  ]
}

function frameUrl(world: World, { sessionId, order }: BuildSession, id: string): string {
  const query = new URLSearchParams({
    id,
    lang: (order.hosted.language ?? "ENG").toUpperCase(),
    correlationid: world.random.uuid(),
    sessionid: sessionId,
    placeholder: "Y",
  })
  return `${world.framesUrl}/phoenix-0.0/v3/?${query.toString()}`
}
