import type { Failure } from "./failure";
import { apt, az, curl, dnf, documented, go, wget } from "./sources";

const untrusted = {
  id: "tls-untrusted",
  stage: "network",
  step: 5,
  cause:
    "The certificate shown for {host} is from an issuer that this VM does not trust: a proxy or firewall on the network inspects TLS.",
  next: "Exempt the hosts of Azure Arc from inspection. Otherwise install the CA certificate of the inspecting proxy: copy it to /usr/local/share/ca-certificates/NAME.crt and run update-ca-certificates (RHEL: /etc/pki/ca-trust/source/anchors and update-ca-trust). For az also export REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt.",
} as const;

/** TLS connections that are refused or broken off. */
export const tlsFailures: readonly Failure[] = [
  {
    ...untrusted,
    id: "tls-clock",
    pattern:
      /certificate (?:has expired|is not yet valid)|certificate.{0,260}? (?:has expired|not yet activated)/i,
    cause: "A certificate is expired or not valid yet. Usually the clock of the VM is wrong.",
    next: "Compare date -u with the real time. Allow the VM to reach a time server (chrony or systemd-timesyncd), then retry.",
    source: `OpenSSL 3.0 and Go, ${documented}`,
    samples: [
      "curl: (60) SSL certificate problem: certificate is not yet valid",
      'Get "https://gbl.his.arc.azure.com/": x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:00Z is before 2026-01-01T00:00:00Z',
    ],
  },
  {
    ...untrusted,
    pattern:
      /(?:https?:\/\/|host='|certificate of [‘'"])(?<host>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20})(?:.{0,900}(?:certificate verify failed|x509: |certificate verification failed)|[’'"] (?:is not trusted|doesn))|Curl error \(60\).{0,100}https:\/\/(?<host2>[a-z0-9.-]{1,253})/i,
    source: `${az}; ${wget}; ${apt}; ${dnf}; ${go}`,
    samples: [
      "ERROR: HTTPSConnectionPool(host='management.azure.com', port=443): Max retries exceeded with url: /subscriptions?api-version=2022-12-01 (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:992)')))",
      "ERROR: The certificate of ‘aka.ms’ is not trusted.",
      "W: Failed to fetch https://packages.microsoft.com/ubuntu/22.04/prod/dists/jammy/InRelease  Certificate verification failed: The certificate is NOT trusted. The certificate issuer is unknown.  Could not handshake: Error in the certificate verification. [IP: 169.254.0.11 3128]",
      "  - Curl error (60): SSL peer certificate or SSH remote key was not OK for https://packages.microsoft.com/rhel/9/prod/repodata/repomd.xml [server certificate verification failed. CAfile: none CRLfile: none]",
      'Get "https://gbl.his.arc.azure.com/connectivitytest": x509: certificate signed by unknown authority',
    ],
  },
  {
    ...untrusted,
    pattern:
      /CERTIFICATE_VERIFY_FAILED|Certificate verification failed|curl: \(60\)|x509: (?!failed to parse)|certificate is NOT trusted|self-signed certificate in certificate chain|unable to get (?:local )?issuer certificate|certificate verify failed|certificate of .{1,260} (?:is not trusted|doesn.t have a known issuer)/i,
    source: `${curl}; ${az}; ${apt}; ${go}`,
    samples: [
      "curl: (60) SSL certificate problem: unable to get local issuer certificate",
      "ERROR: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:992)",
      'level=error msg="x509: certificate signed by unknown authority. Failed to Tls dialing agentserviceapi.guestconfiguration.azure.com"',
    ],
  },
  {
    ...untrusted,
    id: "ca-missing",
    pattern: /curl: \(77\)|error setting certificate (?:file|verify locations)/i,
    cause: "The file with trusted certificates is missing.",
    next: "Install the package ca-certificates, or correct the path in --cacert, CURL_CA_BUNDLE or REQUESTS_CA_BUNDLE.",
    source: curl,
    samples: ["curl: (77) error setting certificate file: /nope"],
  },
  {
    ...untrusted,
    id: "tls-broken-off",
    symptom: true,
    pattern:
      /curl: \(35\)|tls: handshake failure|Unable to establish SSL connection|SSL_ERROR_SYSCALL|SSLEOFError|GnuTLS: Error in the pull function|TLS handshake timeout/i,
    cause: "The TLS connection was closed: a proxy or firewall on the network blocks it.",
    next: "Check that the cloud services network allows the host, and that no firewall behind it inspects or blocks TLS.",
    source: `${curl}; ${wget}; azcmagent (${documented})`,
    samples: [
      "curl: (35) Recv failure: Connection reset by peer",
      "Unable to establish SSL connection.",
      'Get "https://pas.windows.net": remote error: tls: handshake failure',
    ],
  },
];
