import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"

const ALGORITHM = "aes-256-gcm"
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Key length of AES-256. */
export const KEY_BYTES = 32

/**
 * Encrypts with AES-256-GCM and binds the ciphertext to `binding`: it opens only with the same binding.
 * Overwrites `plain`.
 *
 * @returns nonce, tag and ciphertext in one buffer.
 */
export function seal(plain: Buffer, key: Buffer, binding: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce)
  cipher.setAAD(Buffer.from(binding, "utf8"))
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
  plain.fill(0)
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext])
}

/** The plain bytes, or undefined if the key or the binding differs, or a byte was altered. */
export function unseal(sealed: Buffer, key: Buffer, binding: string): Buffer | undefined {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(Buffer.from(binding, "utf8"))
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
  } catch {
    return undefined
  }
}
