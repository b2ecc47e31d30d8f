import { CloudSettingError, customCloud, knownClouds, type Cloud } from "../../arm/cloud";
import { armError } from "../../arm/errors";
import type { AzureSettings } from "../../window/settings";
import { say } from "../../l10n/sentence";

/** The cloud that the settings choose. Throws `ArmError` when a custom cloud's settings cannot be used. */
export function chosenCloud(settings: AzureSettings): Cloud {
  if (settings.cloud !== "custom") return knownClouds[settings.cloud];
  const { resourceManager, authority, ...rest } = settings.customCloud;
  try {
    return customCloud({ resourceManager: resourceManager ?? "", authority: authority ?? "", ...rest });
  } catch (error) {
    if (!(error instanceof CloudSettingError)) throw error;
    throw armError(
      "invalid",
      "CustomCloudSetting",
      {},
      {
        causeText: say`The setting nexusArc.customCloud cannot be used: ${error.message}`,
        nextMove: say`Correct the setting.`,
      },
    );
  }
}
