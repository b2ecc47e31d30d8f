import * as vscode from "vscode";
import type { Services } from "../../services";
import { identityField } from "./identityField";
import { networkField } from "./networkField";
import { siteFields } from "./siteFields";
import { sshKeysField } from "./sshKeys";
import { numberField, textField, type VmField } from "./vmField";

/** What is asked of every new VM, one after the other. */
export function askedFields(services: Services): readonly VmField[] {
  return [...siteFields(services), ...sizeFields(services), identityField(services)];
}

/** Image, administrator, size and networks. */
export function sizeFields(services: Services): readonly VmField[] {
  return [
    textField(
      "vmImage",
      vscode.l10n.t("Image"),
      vscode.l10n.t("Container image of the VM: REGISTRY/NAME:TAG"),
      "myacr.azurecr.io/ubuntu:24.04",
    ),
    textField(
      "adminUsername",
      vscode.l10n.t("Administrator"),
      vscode.l10n.t("User name of the administrator"),
      "azureuser",
      "azureuser",
    ),
    sshKeysField,
    numberField(
      "cpuCores",
      vscode.l10n.t("CPU cores"),
      vscode.l10n.t("CPU cores: an even number, 2 to 46"),
      4,
    ),
    numberField("memorySizeGB", vscode.l10n.t("Memory (GiB)"), vscode.l10n.t("Memory in GiB, 1 to 224"), 8),
    numberField(
      "diskSizeGB",
      vscode.l10n.t("OS disk (GiB)"),
      vscode.l10n.t("Size of the OS disk in GiB"),
      64,
    ),
    networkField(services),
  ];
}
