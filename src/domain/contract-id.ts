import { randomInt } from "node:crypto"
import { asContractId, type ContractId } from "./ids"

/** 16 characters of a 62 character alphabet are 95 random bits: not guessable, and unique. */
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
const RANDOM_CHARACTERS = 16

/** XPay's id of a saved card, chosen by us: at most 18 letters and digits. */
export function newContractId(): ContractId {
  let id = "SC"
  for (let i = 0; i < RANDOM_CHARACTERS; i++) {
    id += ALPHABET.charAt(randomInt(ALPHABET.length))
  }
  return asContractId(id)
}
