import { flag, literal, map, module, of, oneOf, outdated, text, whole, word } from "../dsl";

export const power = {
  ...module("power_state_change", {
    power_state: map(
      {
        delay: oneOf(
          [
            { ...of("integer"), minimum: 0 },
            outdated(
              { types: ["string"], pattern: "^\\+?[0-9]+$" },
              { since: "22.3", note: "Write the minutes as a number without quotes, or `now`." },
            ),
            literal(["now"]),
          ],
          "Minutes to wait, or `now`.",
          { default: "now" },
        ),
        mode: word(["poweroff", "reboot", "halt"], "What to do."),
        message: text("What logged-in users are told."),
        timeout: whole(
          "Seconds that cloud-init gets to end after its last module, before the VM goes down anyway.",
          {
            default: 30,
          },
        ),
        condition: oneOf(
          [of("string"), of("boolean"), of("array")],
          "true, false, or a command that must succeed, else nothing happens.",
          { default: true },
        ),
      },
      "Restarts, halts or turns off the VM when the first boot is done.",
      {
        required: ["mode"],
        example:
          "power_state:\n  mode: reboot\n  timeout: 30\n  condition: test -f /var/run/reboot-required\n",
      },
    ),
  }),
  ...module("raspberry_pi", {
    rpi: {
      types: ["object"],
      properties: {
        interfaces: {
          types: ["object"],
          properties: {
            spi: flag("The SPI bus.", false),
            i2c: flag("The I²C bus.", false),
            serial: oneOf(
              [
                of("boolean"),
                {
                  types: ["object"],
                  properties: {
                    console: flag("The console on the serial line.", false),
                    hardware: flag("The serial line itself.", false),
                  },
                },
              ],
              "The serial line: both parts at once, or each for itself.",
              { default: false },
            ),
            onewire: flag("The 1-Wire bus.", false),
          },
          doc: "Buses to turn on.",
        },
        enable_usb_gadget: flag("Lets the board act as a USB device.", false),
      },
      doc: "Settings of a Raspberry Pi.",
      example: "rpi:\n  interfaces:\n    spi: true\n",
    },
  }),
};
