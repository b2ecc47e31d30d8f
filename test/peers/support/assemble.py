"""Lets cloud-init's own code assemble user data, and tells what came of it.

Reads one JSON line a document ({"base64": ...}) from standard input and writes one JSON line for each. Nothing is
run and no file outside a temporary directory is written: the programs that cloud-init would start and the files of
`write_files` are recorded instead. The folder with the packages of cloud-init is the first argument.
"""

import base64
import json
import logging
import os
import shutil
import sys
import tempfile
from unittest import mock

sys.path.insert(0, sys.argv[1])

from cloudinit import handlers, helpers, stages, subp, user_data, util, version  # noqa: E402
from cloudinit.config import cc_bootcmd, cc_runcmd, cc_write_files  # noqa: E402

VERSION = version.version_string()
MODERN = not VERSION.startswith("22.")


class Warnings(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


class Source:
    """The least that the stages ask of a data source."""

    def __init__(self, message):
        self.message = message
        self.launch_index = None

    def get_instance_id(self):
        return "i-1"

    def get_userdata(self, _apply_filter=False):
        return self.message

    def get_config_obj(self):
        return {}


class Stage(stages.Init):
    def cloudify(self):
        return None


def as_text(value):
    data = value if isinstance(value, bytes) else util.encode_text(value)
    return base64.b64encode(data).decode()


def folder(path):
    if not os.path.isdir(path):
        return []
    found = []
    for name in sorted(os.listdir(path)):
        full = os.path.join(path, name)
        if os.path.isfile(full):
            with open(full, "rb") as file:
                found.append([name, as_text(file.read())])
    return found


def module(handle, config, cloud):
    """Runs one module of cloud-init; the error's class where it fails."""
    try:
        if MODERN:
            handle("name", config, cloud, [])
        else:
            handle("name", config, cloud, logging.getLogger("module"), [])
        return None
    except Exception as error:
        return type(error).__name__


def assemble(data, root):
    warnings = Warnings()
    logging.getLogger().handlers = [warnings]
    logging.getLogger().setLevel(logging.WARNING)
    paths = helpers.Paths({"cloud_dir": root + "/cloud", "run_dir": root + "/run"}, None)
    os.makedirs(root + "/run")
    os.makedirs(root + "/cloud/instances/i-1")
    os.symlink(root + "/cloud/instances/i-1", root + "/cloud/instance")
    with open(root + "/run/instance-data-sensitive.json", "w") as file:
        json.dump({"v1": {"local_hostname": "vm1"}}, file)
    result = {"version": VERSION, "error": None, "boothooks": [], "warnings": warnings.lines}
    try:
        source = Source(user_data.UserDataProcessor(paths).process(data))
    except Exception as error:
        result["error"] = type(error).__name__
        return result
    paths.datasource = source
    stage = Stage([])
    stage._cfg = {}
    stage._paths = paths
    if MODERN:
        stage.ds = source
    stage.datasource = source

    def run_hook(command, **_others):
        with open(command[0], "rb") as file:
            content = file.read()
        result["boothooks"].append([os.path.basename(command[0]), as_text(content)])

    with mock.patch("cloudinit.handlers.boot_hook.subp.subp", run_hook):
        try:
            stage._consume_userdata("once-per-instance")
        except Exception as error:
            result["error"] = type(error).__name__
            return result
    merged = paths.get_ipath("cloud_config")
    config = {}
    if os.path.isfile(merged):
        config = util.read_conf(merged) or {}
    result["config"] = json.loads(json.dumps(config, default=str))

    class Distro:
        default_owner = "root:root"

    class TheCloud:
        distro = Distro()
        paths = None

        def get_ipath(self, name=None):
            return paths.get_ipath(name)

        def get_instance_id(self):
            return "i-1"

    cloud = TheCloud()
    cloud.paths = paths
    booted = []

    def run_bootcmd(command, **_others):
        with open(command[-1], "rb") as file:
            booted.append(as_text(file.read()))

    with mock.patch.object(subp, "subp", run_bootcmd):
        failed = module(cc_bootcmd.handle, config, cloud)
    result["bootcmd"] = {"error": failed, "content": booted[0] if booted else None}
    files = []

    def write(path, content, omode="wb", mode=0o644, **_others):
        files.append([path, as_text(content), mode, omode == "ab"])

    with mock.patch.object(cc_write_files.util, "write_file", write), mock.patch.object(
        cc_write_files.util, "chownbyname", lambda *_: None
    ), mock.patch.object(cc_write_files.util, "get_permissions", lambda _: 0, create=True), mock.patch.object(
        cc_write_files.util, "chmod", lambda *_: None
    ):
        listed = config.get("write_files", [])
        failed = None
        for deferred in (False, True):
            try:
                some = [f for f in listed if util.get_cfg_option_bool(f, "defer", False) == deferred]
                cc_write_files.write_files("name", some, "root:root")
            except Exception as error:
                failed = failed or type(error).__name__
    result["files"] = {"error": failed, "written": files}
    result["runcmd"] = {"error": module(cc_runcmd.handle, config, cloud)}
    scripts = paths.get_ipath("scripts")
    result["scripts"] = folder(scripts)
    for name in ("per-once", "per-boot", "per-instance"):
        result[name] = folder(root + "/cloud/scripts/" + name)
    return result


def main():
    for line in sys.stdin:
        data = base64.b64decode(json.loads(line)["base64"])
        root = tempfile.mkdtemp()
        try:
            answer = assemble(data, root)
        finally:
            shutil.rmtree(root)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


main()
