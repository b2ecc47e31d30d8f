"""`az networkcloud virtualmachine create` and `assign-relay`, made from what the extension's commands take (arguments.json beside this).

The reading of words is azure-cli's own (`azure.cli.core.aaz`); the arguments are the data's. What is written here is the request, and what
the extension's hand-written code adds: the address of the cloud services network is always dynamic, and only SSH keys whose data is of
the type of their first word are kept (azext_networkcloud/operations).
"""
import json
import os

# az's own thread and that of the operation would import it at the same time, which fails now and then.
import msrestazure.azure_operation  # noqa: F401
from azure.cli.core import AzCommandsLoader, keys
from azure.cli.core.aaz import *

with open(os.path.join(os.path.dirname(__file__), "arguments.json"), encoding="utf-8") as file:
    MODEL = json.load(file)

PROVIDER = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.NetworkCloud"
FLAGS = {"mi_system_assigned": "True", "mi_user_assigned": []}
DEFAULTS = {"boot_method": "UEFI", "vm_device_model": "T2", "relay_type": "Platform"}
NAMES = {"memory_size_gib": "memorySizeGB", "disk_size_gib": "diskSizeGB"}


def build(name, model):
    given = {"options": model.get("options"), "required": model.get("required", False)}
    if name in FLAGS:
        given["blank"] = FLAGS[name]
    if name in DEFAULTS:
        given["default"] = DEFAULTS[name]
    kind = model["type"]
    if kind == "AAZStrArg":
        if "enum" in model:
            given["enum"] = {each: each for each in model["enum"]}
        limits = {key: model[key] for key in ("pattern", "min_length", "max_length") if key in model}
        return AAZStrArg(fmt=AAZStrArgFormat(**limits) if limits else None, **given)
    if kind == "AAZIntArg":
        return AAZIntArg(fmt=AAZIntArgFormat(minimum=model["minimum"]) if "minimum" in model else None, **given)
    if kind == "AAZResourceLocationArg":
        return AAZResourceLocationArg(fmt=AAZResourceLocationArgFormat(resource_group_arg="resource_group"), **given)
    return globals()[kind](**given)


def attach(parent, name, model):
    setattr(parent, name, build(name, model))
    own = getattr(parent, name) if name != "Element" else parent.Element
    for field, inner in model.get("fields", {}).items():
        attach(own, field, inner)
    if "element" in model:
        attach(own, "Element", model["element"])


def camel(snake):
    if snake in NAMES:
        return NAMES[snake]
    first, *rest = snake.split("_")
    return first + "".join(part.title() for part in rest)


def in_camel_case(value):
    if isinstance(value, dict):
        return {camel(name): in_camel_case(member) for name, member in value.items()}
    return [in_camel_case(member) for member in value] if isinstance(value, list) else value


def vm_body(args):
    body = {"location": args.pop("location"), "extendedLocation": in_camel_case(args.pop("extended_location"))}
    if "tags" in args:
        body["tags"] = args.pop("tags")
    system, users = args.pop("mi_system_assigned", None), args.pop("mi_user_assigned", [])
    kinds = (["SystemAssigned"] if system is not None else []) + (["UserAssigned"] if users else [])
    if kinds:
        body["identity"] = {"type": ",".join(kinds)}
        if users:
            body["identity"]["userAssignedIdentities"] = {user: {} for user in users}
    storage = in_camel_case(args.pop("storage_profile"))
    volumes = storage.pop("volumeAttachments", None)
    disk = {"createOption": "Ephemeral", "deleteOption": "Delete", **storage}
    args["storage_profile"] = {"osDisk": disk, **({} if volumes is None else {"volumeAttachments": volumes})}
    args["cloud_services_network_attachment"]["ip_allocation_method"] = "Dynamic"
    given = args.pop("ssh_key_values", [])
    args["ssh_public_keys"] = [{"keyData": key} for key in given if keys.is_valid_ssh_rsa_public_key(key)]
    for name in ("resource_group", "virtual_machine_name", "subscription", "no_wait"):
        args.pop(name, None)
    body["properties"] = in_camel_case(args)
    return body


def relay_body(args):
    return in_camel_case({name: args[name] for name in ("machine_id", "relay_type") if name in args})


class VirtualMachineRequest(AAZHttpOperation):
    CLIENT_TYPE = "MgmtClient"
    verb, path, body_of, final = "PUT", "", None, "azure-async-operation"
    error_format = "MgmtErrorFormat"
    query_parameters = {"api-version": MODEL["apiVersion"]}
    header_parameters = {"Content-Type": "application/json", "Accept": "application/json"}

    def __call__(self, *args, **kwargs):
        session = self.client.send_request(request=self.make_request(), stream=False, **kwargs)
        if session.http_response.status_code not in (200, 201, 202):
            return self.on_error(session.http_response)
        return self.client.build_lro_polling(
            self.ctx.args.no_wait, session, lambda _: None, self.on_error,
            lro_options={"final-state-via": self.final}, path_format_arguments=self.url_parameters,
        )

    @property
    def method(self):
        return self.verb

    @property
    def url(self):
        return self.client.format_url(
            PROVIDER + "/virtualMachines/{virtualMachineName}" + self.path, **self.url_parameters
        )

    @property
    def url_parameters(self):
        return {
            **self.serialize_url_param("resourceGroupName", self.ctx.args.resource_group, required=True),
            **self.serialize_url_param("subscriptionId", self.ctx.subscription_id, required=True),
            **self.serialize_url_param("virtualMachineName", self.ctx.args.virtual_machine_name, required=True),
        }

    @property
    def content(self):
        return type(self).body_of(self.ctx.args.to_serialized_data())


def command(name, request):
    class Command(AAZCommand):
        """Made for tests."""

        AZ_SUPPORT_NO_WAIT = True
        _args_schema = None

        def _handler(self, command_args):
            super()._handler(command_args)
            return self.build_lro_poller(self.run, lambda *_: None)

        def run(self):
            yield request(ctx=self.ctx)()

        @classmethod
        def _build_arguments_schema(cls, *args, **kwargs):
            if cls._args_schema is None:
                cls._args_schema = super()._build_arguments_schema(*args, **kwargs)
                for own, model in MODEL["commands"][name].items():
                    attach(cls._args_schema, own, model)
            return cls._args_schema

    return register_command(f"networkcloud {name}")(Command)


class Create(VirtualMachineRequest):
    body_of = staticmethod(vm_body)


class AssignRelay(VirtualMachineRequest):
    verb, path, body_of, final = "POST", "/assignRelay", staticmethod(relay_body), "location"


COMMANDS = [command("virtualmachine create", Create), command("virtualmachine assign-relay", AssignRelay)]


class NetworkcloudCommandsLoader(AzCommandsLoader):
    def load_command_table(self, args):
        for each in COMMANDS:
            self.command_table[each.AZ_NAME] = each(loader=self)
        return self.command_table

    def load_arguments(self, command):
        pass


COMMAND_LOADER_CLS = NetworkcloudCommandsLoader
