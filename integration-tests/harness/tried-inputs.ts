import { ADMIN_ROUTES } from "../../src/api/guards/admin-access"
import {
  FORGED_CLAIMS,
  FORGED_RETURNS,
  FORGED_TOKENS,
  FORM_TYPES,
  OTHER_SITES,
  RETURN_DOORS,
  STRANGERS,
  TRIED_ROLES,
} from "./tried-callers"
import { hostileBodies, hostileForms, hostileNotifications } from "./hostile-bodies"
import { HARMLESS } from "./harmless-numbers"
import { spellings, spread, TEST_NUMBERS } from "./spelled-cards"

/** The seed of all random test data. */
export const SEED = 20_261_128

export const NUMBERS = Object.values(TEST_NUMBERS).flat()

/** Every test number in every notation. */
export const SPELT = NUMBERS.flatMap((number) =>
  spellings(number).map(([how, text]) => ({ number, how, text }))
)

/** Every test number, split over several fields or items. */
export const SPREAD = NUMBERS.flatMap((number) =>
  spread(number).map(([how, value]) => ({ number, how, value }))
)

/** How many inputs are generated at random. */
export const RANDOM = { sentences: 3_000, harmless: 100_000, bodies: 60, addresses: 500 }

/** At most this many of the harmless inputs may be mistaken for a card; one in a thousand would be 100. */
export const MOST_MISTAKEN = 25

const CHANGING = ADMIN_ROUTES.filter(([method]) => method === "POST").length

/** What was tried, how often, the outcome, and the test that tries it. */
export const TRIED: readonly (readonly [what: string, count: number, outcome: string, test: string])[] = [
  [
    `spellings of ${NUMBERS.length} test numbers of ${Object.keys(TEST_NUMBERS).length} circuits`,
    SPELT.length,
    "0 unseen",
    '`unit/domain/card-numbers.spec.ts` "finds every spelling of every circuit\'s test numbers"',
  ],
  [
    "the same in sentences made up by chance",
    RANDOM.sentences,
    "0 unseen",
    '`unit/domain/card-numbers.spec.ts` "finds them in the middle of any sentence"',
  ],
  [
    "the same over several fields or items",
    SPREAD.length,
    "0 unseen",
    '`unit/domain/card-numbers.spec.ts` "finds one that is spread over items or fields"',
  ],
  [
    Object.keys(HARMLESS).join(", "),
    RANDOM.harmless,
    `at most ${MOST_MISTAKEN} taken for a card`,
    '`unit/domain/card-numbers.spec.ts` "takes at most one in a thousand of a shop\'s other numbers for a card"',
  ],
  [
    "bodies meant to be a burden",
    hostileBodies().length,
    "0 worked on for more than 50 ms",
    '`unit/api/hostile-bodies.spec.ts` "is not worked on for more than 50 ms: %s"',
  ],
  [
    "forms meant to be a burden",
    hostileForms().length,
    "0 worked on for more than 50 ms",
    '`unit/api/hostile-bodies.spec.ts` "is not either when it is a form: %s"',
  ],
  [
    "notifications meant to be a burden",
    hostileNotifications().length,
    "0 worked on for more than 25 ms",
    '`unit/api/hostile-bodies.spec.ts` "is not either when it is a notification: %s"',
  ],
  [
    "bodies made up by chance",
    RANDOM.bodies,
    "0 worked on for more than 50 ms",
    '`unit/api/hostile-bodies.spec.ts` "is not either when it is made up by chance"',
  ],
  [
    "addresses that hold a card number",
    RANDOM.addresses,
    "0 logged",
    '`unit/api/scrub-url.spec.ts` "never shows what was searched for in the log, nor a card number anywhere, however it is spelled"',
  ],
  [
    `returns that claim a payment: ${FORGED_RETURNS.length} claims × ${RETURN_DOORS.length} ways to come back`,
    FORGED_RETURNS.length * RETURN_DOORS.length,
    "0 moved money",
    '`http/fences.spec.ts` "a return that claims a payment moves no money"',
  ],
  [
    `notifications that XPay did not send: ${FORGED_TOKENS.length} tokens × ${FORGED_CLAIMS.length} claims`,
    FORGED_TOKENS.length * FORGED_CLAIMS.length,
    "0 moved money",
    '`http/fences.spec.ts` "a notification that XPay did not send moves no money"',
  ],
  [
    `callers who are no signed-in user (${STRANGERS.join(", ")}) × ${ADMIN_ROUTES.length} admin routes`,
    STRANGERS.length * ADMIN_ROUTES.length,
    "0 through",
    '`http/access.spec.ts` "is for signed-in users who exist: no secret API key, no token of a user who was removed"',
  ],
  [
    `roles of Medusa's (none, all but one permission, one permission alone) × ${ADMIN_ROUTES.length} admin routes`,
    TRIED_ROLES.length * ADMIN_ROUTES.length,
    "0 through without the permission, 0 refused with it",
    '`processes/roles.spec.ts` "a role without a permission gets no further than the routes that need it, of all there are"',
  ],
  [
    `cross-site posts: ${FORM_TYPES.length} content types of a form × ${CHANGING} routes that change something`,
    FORM_TYPES.length * CHANGING,
    "0 through",
    '`http/access.spec.ts` "takes JSON only, also without a body: no form of another site is that"',
  ],
  [
    `cross-site posts: JSON from ${OTHER_SITES.length} other origins × ${CHANGING} routes`,
    OTHER_SITES.length * CHANGING,
    "0 through",
    '`http/access.spec.ts` "is refused to other sites, whatever they send"',
  ],
]
