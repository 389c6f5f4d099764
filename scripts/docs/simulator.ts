import { foreignClients } from "../../integration-tests/simulator/clients"
import { whyRefused } from "../../integration-tests/simulator/clients/foreign-client"
import { newerFacts, type NewerFact, type ProvingTest } from "../../integration-tests/simulator/newer-facts"
import { rules, type Certainty, type Rule } from "../../src/simulator/rules"
import { flippedSuites } from "../../integration-tests/harness/flipped-suites.cjs"
import notFlipped from "../../integration-tests/not-flipped.json"

/** The simulator's assumptions and knowledge about XPay, with sources. */
export function ruleTable(): string {
  const opposites = (rule: Rule) =>
    Object.entries(rule.opposite ?? {})
      .map(([name, value]) => `\`${name}: ${JSON.stringify(value)}\``)
      .join(" ")
  const count = (certainty: Certainty) => rules.filter((rule) => rule.certainty === certainty).length
  const certainties: readonly Certainty[] = ["documented", "recorded", "production note", "assumed"]
  return [
    `${rules.length} rules: ${certainties.map((one) => `${count(one)} ${one}`).join(", ")}.`,
    "",
    "| about | rule | certainty | source | opposite |",
    "|---|---|---|---|---|",
    ...rules.map(
      (rule) => `| ${rule.about} | ${rule.says} | ${rule.certainty} | ${rule.source} | ${opposites(rule)} |`
    ),
  ].join("\n")
}

/** The suites that run with every assumption inverted, and those that do not, with the reason. */
export function flippedChoiceTable(): string {
  const suites = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ")
  return [
    `Included: ${suites(flippedSuites())}.`,
    "",
    "| excluded because | suites |",
    "|---|---|",
    ...Object.entries(notFlipped).map(([why, names]) => `| ${why} | ${suites(names)} |`),
  ].join("\n")
}

/** Corrections from newer evidence, with the tests that verify simulator and plugin. */
export function newerFactTable(): string {
  const proof = ({ file, title }: ProvingTest) => `\`${file}\` "${title}"`
  const ofPlugin = (plugin: NewerFact["plugin"]) =>
    "notUsedBecause" in plugin ? `not used: ${plugin.notUsedBecause}` : proof(plugin)
  const rows = newerFacts.map(
    ({ says, source, simulator, plugin }) =>
      `| ${says} | ${source} | ${proof(simulator)} | ${ofPlugin(plugin)} |`
  )
  return [
    "| fact | source | test of the simulator | test of the plugin |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n")
}

/** The requests of other public clients of XPay, and the simulator's responses. */
export function clientTable(): string {
  const rows = foreignClients.flatMap(({ name, usages }) =>
    usages.map(
      (usage) =>
        `| ${name} | ${usage.does} | \`${usage.call}\` | ${usage.answer ?? "200"} | ${whyRefused(usage) ?? ""} |`
    )
  )
  return [
    ...foreignClients.map(({ name, source }) => `- **${name}**: ${source}`),
    "",
    "| client | does | call | response | why it is refused |",
    "|---|---|---|---|---|",
    ...rows,
  ].join("\n")
}
