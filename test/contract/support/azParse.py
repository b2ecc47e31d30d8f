"""Reads argument lists by the Azure CLI of this machine, as `az` itself does, and stops before the command is run.

In: a JSON list of argument lists (without `az`) on standard input. Out: a JSON list with null for each that az takes, or what it says.
"""
import contextlib
import io
import json
import sys

from azure.cli.core import get_default_cli
from knack.events import EVENT_INVOKER_POST_PARSE_ARGS


class Taken(Exception):
    pass


def stop(*_, **__):
    raise Taken()


cli = get_default_cli()
cli.register_event(EVENT_INVOKER_POST_PARSE_ARGS, stop)


def problem_of(words):
    said = io.StringIO()
    cli.invocation = cli.invocation_cls(
        cli_ctx=cli, parser_cls=cli.parser_cls, commands_loader_cls=cli.commands_loader_cls, help_cls=cli.help_cls
    )
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            cli.invocation.execute(words)
    except Taken:
        return None
    except SystemExit as end:
        return said.getvalue().strip().split("\n")[0] or f"az ended with {end.code}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "az ran the command"


json.dump([problem_of(words) for words in json.load(sys.stdin)], sys.stdout)
