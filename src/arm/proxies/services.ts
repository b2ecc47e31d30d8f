/** A program that lets a service do the work: the service sees none of the caller's variables. */
export interface ServiceClient {
  readonly program: string;
  /** The command's words that make the service ask the network. */
  readonly verbs: RegExp;
  readonly service: string;
  /** How the service is told of a proxy. */
  readonly fix: string;
  readonly source: string;
}

/** Clients of services, with the way in which each service takes its proxy. */
export const serviceClients: readonly ServiceClient[] = [
  {
    program: "snap",
    verbs: /^(?:install|refresh|download|find)$/u,
    service: "snapd",
    fix: "snap set system proxy.http=http://169.254.0.11:3128 proxy.https=http://169.254.0.11:3128",
    source: "read: snapd's manual, System options, and snapd.service.in, which reads /etc/environment",
  },
  {
    program: "docker",
    verbs: /^(?:pull|run|build|login)$/u,
    service: "dockerd",
    fix: "write /etc/systemd/system/docker.service.d/http-proxy.conf, or the key proxies of /etc/docker/daemon.json (Docker 23.0 and later), then systemctl daemon-reload and restart docker",
    source:
      "read: Docker's manual, Daemon proxy configuration (daemon.json wins over the unit's variables; key proxies since Docker Engine 23.0)",
  },
  {
    program: "azcmagent",
    verbs: /^connect$/u,
    service: "himds",
    fix: "azcmagent config set proxy.url http://169.254.0.11:3128",
    source: "read: Azure Arc's manual, azcmagent config",
  },
];
