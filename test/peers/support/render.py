"""Renders templates by cloud-init's own code. Reads a JSON list of templates from standard input and writes a list of what
is rendered, null where cloud-init drops the part. The folder with the packages of cloud-init is the first argument."""

import json
import logging
import sys

sys.path.insert(0, sys.argv[1])

from cloudinit import util, version  # noqa: E402
from cloudinit.handlers.jinja_template import render_jinja_payload  # noqa: E402
from cloudinit.sources import DataSource, process_instance_metadata  # noqa: E402

logging.disable(logging.CRITICAL)


class Hostname:
    hostname = "vm1"


class Source(DataSource):
    """Has variables and no metadata service."""

    cloud_name = "test"
    platform_type = "test"
    subplatform = "test"
    region = "eastus-1"
    availability_zone = "1"

    def __init__(self):
        pass

    def get_hostname(self, *_args, **_others):
        return Hostname

    def get_instance_id(self):
        return "i-1"

    def get_public_ssh_keys(self):
        return ["ssh-ed25519 AAAA"]


def instance_data():
    data = {
        "ds": {"meta_data": {"local-hostname": "vm1"}},
        "merged_cfg": {"locale": "C.UTF-8"},
        "sys_info": util.system_info(),
    }
    data.update(Source()._get_standardized_metadata(data))
    return process_instance_metadata(json.loads(json.dumps(data)))


def rendered(template, data):
    try:
        return render_jinja_payload("## template: jinja\n" + template, "part-001", data)
    except Exception:
        # The handler that calls it logs the error and drops the part.
        return None


data = instance_data()
answers = [rendered(template, data) for template in json.load(sys.stdin)]
json.dump({"version": version.version_string(), "rendered": answers, "keys": sorted(data["v1"])}, sys.stdout)
