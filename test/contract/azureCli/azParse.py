"""What the Azure CLI of this machine takes, asked of its own parser. No command is run.

In: {"calls": [words…], "phrases": [words…]} on standard input, all without `az`.
Out: {"calls": [null for a call that az takes, else what it says], "phrases": [{"command": …, "options": […]}…]}; a phrase is words that
begin with a command or a group of commands, and `command` is as many of them as az knows ("" for none).
"""
import contextlib
import io
import json
import sys

from azure.cli.core import get_default_cli
from knack.events import EVENT_INVOKER_POST_PARSE_ARGS, EVENT_INVOKER_PRE_PARSE_ARGS


class Stop(Exception):
    pass


def stop(*_, **__):
    raise Stop()


def new_invocation(cli):
    cli.invocation = cli.invocation_cls(
        cli_ctx=cli, parser_cls=cli.parser_cls, commands_loader_cls=cli.commands_loader_cls, help_cls=cli.help_cls
    )
    return cli.invocation


def problem_of(cli, words):
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            new_invocation(cli).execute(words)
    except Stop:
        return None
    except SystemExit as end:
        return said.getvalue().strip().split("\n")[0] or f"az ended with {end.code}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "az ran the command"


def options_of(cli, command):
    with contextlib.suppress(Stop):
        new_invocation(cli).execute(command.split(" "))
    return sorted(cli.invocation.parser.subparser_map[command]._option_string_actions)


def phrases_of(all_words):
    cli = get_default_cli()
    commands = set(new_invocation(cli).commands_loader.load_command_table([]))
    known = {" ".join(name.split(" ")[:count]) for name in commands for count in range(1, 6)}
    cli.register_event(EVENT_INVOKER_PRE_PARSE_ARGS, stop)
    options = {}
    for words in all_words:
        prefixes = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
        command = next((each for each in prefixes if each in known), "")
        if command in commands and command not in options:
            options[command] = options_of(cli, command)
        yield {"command": command, "options": options.get(command, [])}


def main():
    asked = json.load(sys.stdin)
    cli = get_default_cli()
    cli.register_event(EVENT_INVOKER_POST_PARSE_ARGS, stop)
    calls = [problem_of(cli, words) for words in asked["calls"]]
    json.dump({"calls": calls, "phrases": list(phrases_of(asked["phrases"])) if asked["phrases"] else []}, sys.stdout)


main()
