/** The certificate that a receiver showed in the handshake of an attempt's connection. */
export type PeerCertificate = {
  /** SHA-256, upper-case hex in pairs: "AB:CD:…". */
  sha256: string;
  /** Distinguished names on one line. */
  subject: string;
  issuer: string;
  /** Ms since 1970. */
  validFrom: number;
  validTo: number;
};
