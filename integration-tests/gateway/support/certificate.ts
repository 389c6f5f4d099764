import { generateKeyPairSync, randomBytes, sign } from "node:crypto"

/** A key and a self-signed certificate for `localhost`, trusted only where configured. */
export function selfSignedCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const name = sequence(set(sequence(oid("550403"), tlv(0x0c, Buffer.from("localhost")))))
  const signature = sequence(oid("2a8648ce3d040302"))
  const subjectAltName = sequence(tlv(0x82, Buffer.from("localhost")))
  const toBeSigned = sequence(
    tlv(0xa0, tlv(0x02, Buffer.of(2))),
    tlv(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    signature,
    name,
    sequence(utcTime(-1), utcTime(1)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tlv(0xa3, sequence(sequence(oid("551d11"), tlv(0x04, subjectAltName))))
  )
  const signed = tlv(0x03, Buffer.concat([Buffer.of(0), sign("sha256", toBeSigned, privateKey)]))
  const der = sequence(toBeSigned, signature, signed).toString("base64")
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
  }
}

/** One value of ASN.1 in DER: tag, length, content. */
function tlv(tag: number, content: Buffer): Buffer {
  const length = content.length
  const header =
    length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from(header), content])
}

const sequence = (...parts: Buffer[]) => tlv(0x30, Buffer.concat(parts))
const set = (...parts: Buffer[]) => tlv(0x31, Buffer.concat(parts))
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, "hex"))

function utcTime(daysFromNow: number): Buffer {
  const time = new Date(Date.now() + daysFromNow * 86_400_000).toISOString().replace(/\D/g, "")
  return tlv(0x17, Buffer.from(`${time.slice(2, 14)}Z`))
}
