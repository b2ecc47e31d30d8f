import { map, module, of, oneOf, text } from "../dsl";

export const locale = {
  ...module("timezone", {
    timezone: text("The time zone, as a path under `/usr/share/zoneinfo`.", {
      example: "timezone: Europe/Berlin",
    }),
  }),
  ...module("locale", {
    locale: oneOf([of("boolean"), of("string")], "The system's locale; false leaves the image's own.", {
      example: "locale: en_US.UTF-8",
    }),
    locale_configfile: text("The file that the locale is written to.", {
      example: "locale_configfile: /etc/default/locale",
    }),
  }),
  ...module("keyboard", {
    keyboard: map(
      {
        layout: text("The layout, such as `us` or `de`."),
        model: text("The model.", { default: "pc105" }),
        variant: text("A variant of the layout."),
        options: text("Options of the layout, with commas."),
      },
      "The console's keyboard.",
      { required: ["layout"], example: "keyboard:\n  layout: de\n" },
    ),
  }),
};
