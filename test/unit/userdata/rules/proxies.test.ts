import assert from "node:assert/strict";
import { proxyHover } from "../../../../src/userdata/proxyHover";
import {
  agentProxy,
  connect,
  enrollment,
  installAgent,
  login,
  opening,
  script,
} from "../../../../src/userdata/rules/examples";
import { faults, lint } from "./lint";

const csn = "http://169.254.0.11:3128";
const [shebang = "", options = "", https = "", http = ""] = opening.split("\n");

/** An enrolling script with these lists of exceptions, or with other lines instead of the exports. */
function withList(noProxy: string): string {
  return enrollment(login, installAgent).replaceAll("localhost,127.0.0.1,::1,169.254.169.254", noProxy);
}

function messages(text: string, rule: string): string[] {
  return lint(text).flatMap((finding) => (finding.rule === rule ? [finding.message] : []));
}

describe("rules about proxies", () => {
  describe("no-proxy-token-service, as requests 2.28.1 (az) reads the list", () => {
    for (const [list, found] of [
      ["localhost,169.254.169.254", false],
      ["localhost, 169.254.169.254", false],
      ["169.254.0.0/16", false],
      ["169.254.169.254/32", false],
      ["*", false],
      ["localhost 169.254.169.254", true],
      ["*,localhost", true],
      ["169.254.169.*", true],
      ["169.254.169.254:80", true],
      ["10.0.0.0/8", true],
    ] as const) {
      it(`${list}: ${found ? "found" : "silent"}`, () => {
        const text = withList(`"${list}"`);
        assert.equal(faults(text).includes("no-proxy-token-service"), found);
      });
    }

    it("is silent where only HTTPS_PROXY is set: the metadata service is asked by http", () => {
      const text = script(shebang, options, https, login, installAgent);
      assert.ok(!faults(text).includes("no-proxy-token-service"));
      assert.ok(
        faults(script(shebang, options, https, http, login, installAgent)).includes("no-proxy-token-service"),
      );
    });
  });

  describe("what sudo, su, runuser and env do not pass on", () => {
    for (const [line, rules] of [
      ["sudo apt-get update", ["proxy-missing"]],
      ["sudo curl -fsSLO https://aka.ms/x", ["proxy-missing"]],
      ["sudo az extension add --name networkcloud --yes", ["proxy-missing"]],
      ["sudo -E -i az upgrade --yes", ["proxy-missing"]],
      ["sudo -i az upgrade --yes", ["proxy-missing"]],
      ["su - op -c 'az login --identity --allow-no-subscriptions'", ["proxy-missing"]],
      ["su -l op -c 'az upgrade --yes'", ["proxy-missing"]],
      ["runuser -l op -c 'az upgrade --yes'", ["proxy-missing"]],
      ["env -i PATH=/usr/bin az upgrade --yes", ["proxy-missing"]],
      ["sudo bash -c 'apt-get update'", ["proxy-missing"]],
      ["sudo -E apt-get update", ["sudo-preserve-env"]],
      ["sudo --preserve-env=http_proxy,https_proxy apt-get update", ["sudo-preserve-env"]],
      [`sudo http_proxy=${csn} https_proxy=${csn} apt-get update`, []],
      [`sudo env http_proxy=${csn} https_proxy=${csn} apt-get update`, []],
      ["su op -c 'az upgrade --yes'", []],
      ["runuser -u op -- az upgrade --yes", []],
      ["apt-get update", []],
      ["sudo systemctl restart himdsd", []],
      ["sudo -E systemctl restart himdsd", []],
    ] as const) {
      it(`${line}: ${rules.join() || "silent"}`, () => {
        const found = faults(enrollment(login, line, installAgent)).filter((rule) => /proxy|sudo/.test(rule));
        assert.deepEqual(found, rules);
      });
    }

    const agent = "curl -fsSL -o /tmp/install_azcmagent.sh https://aka.ms/azcmagent";
    const other = "curl -fsSL -o /tmp/setup.sh https://example.com/setup.sh";
    for (const [lines, rules] of [
      [[agent, "sudo bash /tmp/install_azcmagent.sh"], ["proxy-missing"]],
      [[agent, "chmod +x /tmp/install_azcmagent.sh", "sudo /tmp/install_azcmagent.sh"], ["proxy-missing"]],
      [["cd /tmp", agent, "sudo ./install_azcmagent.sh"], ["proxy-missing"]],
      [["curl -fsSL https://aka.ms/azcmagent | sudo bash"], ["proxy-missing"]],
      [[agent, "su - -c 'bash /tmp/install_azcmagent.sh'"], ["proxy-missing"]],
      [[agent, "env -i bash /tmp/install_azcmagent.sh"], ["proxy-missing"]],
      [[other, "sudo bash /tmp/setup.sh"], ["proxy-missing"]],
      [["wget -qO- https://example.com/setup.sh | sudo bash -s -- --quiet"], ["proxy-missing"]],
      [[other, "sudo sh -x /tmp/setup.sh --quiet"], ["proxy-missing"]],
      [["curl -fsSL https://example.com/setup.sh | sudo -E bash"], ["sudo-preserve-env"]],
      [[agent, "bash /tmp/install_azcmagent.sh"], []],
      [[agent, `sudo bash /tmp/install_azcmagent.sh --proxy ${csn}`], []],
      [[agent, `sudo bash /tmp/install_azcmagent.sh -p ${csn}`], []],
      [[agent, `sudo https_proxy=${csn} http_proxy=${csn} bash /tmp/install_azcmagent.sh`], []],
      [["echo 'id' > /tmp/own.sh", "sudo bash /tmp/own.sh"], []],
      [["sudo bash /opt/own.sh"], []],
      [["curl -fsSL https://example.com/list | sudo tee /etc/list"], []],
    ] as const) {
      it(`${lines.join("; ")}: ${rules.join() || "silent"}`, () => {
        const found = faults(enrollment(login, ...lines, agentProxy, connect()));
        assert.deepEqual(
          found.filter((rule) => /proxy|sudo-/.test(rule)),
          rules,
        );
      });
    }

    it("asks for a proxy where only the installer of the agent goes out", () => {
      const bare = script(
        shebang,
        options,
        agent.replace("-fsSL", `-x ${csn} -fsSL`),
        "bash /tmp/install_azcmagent.sh",
        agentProxy,
        connect(),
      );
      assert.match(messages(bare, "proxy-missing").join(), /Nothing exports HTTPS_PROXY/u);
    });

    it("names what drops them, and recommends no -E", () => {
      const [env = ""] = messages(
        enrollment(login, "env -i az upgrade --yes", installAgent),
        "proxy-missing",
      );
      assert.match(env, /^env -i drops the proxy variables/);
      const [sudo = ""] = messages(enrollment(login, "sudo az upgrade --yes", installAgent), "proxy-missing");
      assert.match(sudo, /^sudo drops.*sudo HTTPS_PROXY=/);
      assert.doesNotMatch(sudo, /-E/);
    });

    it("is silent where the system gives the variables to sudo, or apt has a proxy of its own", () => {
      const environment = `echo 'https_proxy=${csn}' > /etc/environment`;
      assert.ok(!faults(enrollment(environment, "sudo apt-get update", login)).includes("proxy-missing"));
      const apt = `echo 'Acquire::http::Proxy "${csn}";' > /etc/apt/apt.conf.d/90proxy`;
      assert.ok(!faults(enrollment(apt, "sudo apt-get update", login)).includes("proxy-missing"));
    });
  });

  describe("which variables a program reads", () => {
    const only = (...names: readonly string[]): string =>
      script(
        shebang,
        options,
        `export ${names.map((name) => `${name}=${csn}`).join(" ")}`,
        "$LINE",
        installAgent,
      );
    for (const [names, line, found] of [
      [["ALL_PROXY"], "wget -q https://aka.ms/x", true],
      [["ALL_PROXY"], "apt-get update", true],
      [["ALL_PROXY"], login, false],
      [["HTTPS_PROXY", "HTTP_PROXY"], "apt-get update", true],
      [["http_proxy", "https_proxy"], "apt-get update", false],
      [["HTTPS_PROXY", "HTTP_PROXY"], "wget -q https://aka.ms/x", true],
      [["HTTPS_PROXY", "HTTP_PROXY"], login, false],
      [["HTTPS_PROXY", "HTTP_PROXY"], "curl -fsSO http://example.com/x", true],
    ] as const) {
      it(`${names.join()} for ${line}: ${found ? "found" : "silent"}`, () => {
        const text = only(...names).replace("$LINE", line);
        assert.equal(messages(text, "proxy-missing").length > 0, found);
      });
    }

    it("says https where HTTPS_PROXY is missing", () => {
      const [first = ""] = messages(
        script(shebang, options, `export ALL_PROXY=${csn}`, login, installAgent),
        "proxy-incomplete",
      );
      assert.match(first, /HTTPS_PROXY and https_proxy are not set.*over https/);
    });

    it("finds the empty copy that switches the proxy off for az", () => {
      const text = script(
        shebang,
        options,
        `P=${csn}`,
        "export HTTPS_PROXY=$P https_proxy=$HTTPS_PROXY HTTP_PROXY=$P http_proxy=$P",
        login,
        installAgent,
      );
      const found = faults(text);
      assert.ok(found.includes("export-order"));
      assert.match(messages(text, "proxy-missing")[0] ?? "", /^https_proxy is exported without a value/);
      assert.ok(!faults(text.replace("https_proxy=$HTTPS_PROXY", "https_proxy=$P")).includes("export-order"));
    });
  });

  it("export-order: silent where the value was set before, in plain assignments and in single quotes", () => {
    for (const line of [
      "A=1; export A=1 B=$A",
      "A=1 B=$A",
      "export A=1 B='$A'",
      "export A=1 AB=2 C=$D",
      "export A=\nexport A=1; export B=$A",
    ])
      assert.deepEqual(faults(script("#!/bin/bash", line)), [], line);
    for (const line of [
      "export A=1 B=$A",
      'export A=1 B="${A}/x"',
      "A=0; export A=1 B=$A",
      "declare -x A=1 B=$A",
    ])
      assert.deepEqual(faults(script("#!/bin/bash", line)), ["export-order"], line);
  });

  it("F11: says nothing about a proxy where nothing speaks of Nexus", () => {
    const text = script(
      "#!/bin/bash",
      "set -e",
      "curl -fsSL -o /root/i.sh https://aka.ms/azcmagent",
      "bash /root/i.sh",
      "azcmagent connect --config /root/arc.json",
    );
    assert.ok(!faults(text).includes("proxy-missing"));
  });

  describe("agent-proxy-missing", () => {
    for (const [line, found] of [
      [`bash install.sh --proxy ${csn}`, false],
      [`bash install.sh --proxy=${csn}`, false],
      [`bash install.sh -p ${csn}`, false],
      [`curl -fsSL https://aka.ms/azcmagent | bash -s -- --proxy ${csn}`, false],
      [`/opt/azcmagent/bin/azcmagent_proxy add ${csn}`, false],
      [`azcmagent config set proxy.url ${csn}`, false],
      ["bash install.sh", true],
      ["/opt/azcmagent/bin/azcmagent_proxy remove", true],
    ] as const) {
      it(`${line}: ${found ? "found" : "silent"}`, () => {
        assert.equal(faults(enrollment(line, connect())).includes("agent-proxy-missing"), found);
      });
    }
  });

  describe("service-proxy", () => {
    const dockerConfig = (json: string): string => `echo '${json}' > /etc/docker/daemon.json`;
    const set = `snap set system proxy.http=${csn} proxy.https=${csn}`;
    for (const [lines, found] of [
      [["snap install helm"], true],
      [["sudo snap install helm --classic"], true],
      [["docker pull alpine"], true],
      [[set, "snap install helm"], false],
      [["snap install helm", set], true],
      [["echo A=1 > /etc/environment", "systemctl restart snapd", "snap install helm"], false],
      [["echo A=1 > /etc/environment", "snap install helm"], true],
      [["snap list"], false],
      [[dockerConfig('{"log-driver": "journald"}'), "docker pull alpine"], true],
      [[dockerConfig(`{"proxies": {"https-proxy": "${csn}"}}`), "docker pull alpine"], false],
      [["install -m 644 daemon.json /etc/docker/daemon.json", "docker pull alpine"], false],
    ] as const) {
      it(`${lines.join("; ")}: ${found ? "found" : "silent"}`, () => {
        assert.equal(faults(script(opening, ...lines)).includes("service-proxy"), found);
      });
    }
  });

  describe("proxy-address", () => {
    for (const [lines, count] of [
      [
        [
          "#cloud-config",
          "apt: {http_proxy: 'https://169.254.0.11:3128/', https_proxy: 'http://169.254.0.11:8080/'}",
        ],
        2,
      ],
      [["#cloud-config", "apt: {proxy: 'http://169.254.0.11:8080'}"], 1],
      [["#cloud-config", "apt_proxy: 'http://169.254.0.11:8080'"], 1],
      [["#cloud-config", "apt: {http_proxy: 'http://169.254.0.11:3128/'}"], 0],
      [["#cloud-config", "apt: {http_proxy: 'http://proxy.example:8080'}"], 0],
      [["#!/bin/sh", "snap set system proxy.http=https://169.254.0.11:3128"], 1],
      [["#!/bin/sh", "curl -x http://169.254.0.11:8080 https://aka.ms/x"], 1],
      [["#!/bin/sh", "bash install.sh --proxy http://169.254.0.11:3182"], 1],
      [["#!/bin/sh", "azcmagent_proxy add http://169.254.0.11:3182"], 1],
      [["#!/bin/sh", "export ALL_PROXY=http://169.254.0.11"], 1],
      [["#!/bin/sh", "export https_proxy=http://proxy.example:8080"], 0],
    ] as const) {
      it(`${lines[1]}: ${count}`, () => {
        assert.equal(messages(script(...lines), "proxy-address").length, count);
      });
    }
  });

  describe("run-twice in bootcmd", () => {
    for (const [line, found] of [
      ["echo A=1 >> /etc/environment", true],
      ["echo A=1 | tee -a /etc/environment", true],
      ["cat x >> /root/.bashrc", true],
      ["echo A=1 > /etc/environment", false],
      ["grep -q A=1 /etc/environment || echo A=1 >> /etc/environment", false],
      ["cloud-init-per once env sh -c 'echo A=1 >> /etc/environment'", false],
      ["date >> /var/log/boots", false],
    ] as const) {
      it(`${line}: ${found ? "found" : "silent"}`, () => {
        const text = script("#cloud-config", "bootcmd:", `  - ${JSON.stringify(line)}`);
        assert.equal(faults(text).includes("run-twice"), found);
      });
    }
  });

  describe("connect-before-relay: the assignment must be finished", () => {
    const rest =
      'az rest --method post --url "https://management.azure.com$VM_ID/assignRelay?api-version=2025-02-01" --body "{}"';
    const command = 'az networkcloud virtualmachine assign-relay -g g -n vm --machine-id "$ID"';
    for (const [lines, found] of [
      [[rest], true],
      [[`${command} --no-wait`], true],
      [[`${command} &`], true],
      [[command], false],
      [[rest, "az networkcloud virtualmachine wait -g g -n vm --updated"], false],
      [
        [
          `${command} --no-wait`,
          "until az networkcloud virtualmachine show -g g -n vm | grep -q Succeeded; do sleep 5; done",
        ],
        false,
      ],
      [[rest, 'az rest --method get --url "$OPERATION"'], false],
    ] as const) {
      it(`${lines.join("; ").slice(0, 90)}: ${found ? "found" : "silent"}`, () => {
        const text = enrollment(login, ...lines, `azcmagent config set proxy.url ${csn}`, connect());
        assert.equal(faults(text).includes("connect-before-relay"), found);
      });
    }
  });
});

describe("hover over a proxy variable", () => {
  it("tells who reads it, from the table", () => {
    const text = "#!/bin/sh\nexport HTTPS_PROXY=x no_proxy=y MY_HTTPS_PROXY=z\n";
    const found = proxyHover(text, text.indexOf("HTTPS_PROXY") + 3);
    assert.ok(found);
    assert.deepEqual(found.range.start, { line: 1, character: 7 });
    assert.match(
      found.markdown,
      /^`HTTPS_PROXY` is read by curl, Python requests, Go.*\n\nNot read by GNU Wget, apt\.$/,
    );
    const list = proxyHover(text, text.indexOf("no_proxy"))?.markdown ?? "";
    assert.match(
      list,
      /Ranges such as `10\.0\.0\.0\/8` are understood by curl \(8.*\), curl \(7\.86 to 7\.88\), Python requests, Go/,
    );
    assert.equal(proxyHover(text, text.indexOf("MY_") + 5), undefined);
    assert.equal(proxyHover(text, 3), undefined);
  });
});
