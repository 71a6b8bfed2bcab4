; Inno Setup: an installer for one user or for all, without a question too many. Run by build.py, which defines
; AppName, Version, Publisher, Command, Source, Output, OutputName, Icon, EditLabel, EditSuffix, DirectionLabel and, where there is one, Url.

[Setup]
AppId={{6F0D6C3B-7C1E-4A53-9B55-0B8B1E0F7A64}
AppName={#AppName}
AppVersion={#Version}
AppPublisher={#Publisher}
#ifdef Url
AppUpdatesURL={#Url}
#endif
DefaultDirName={autopf}\{#AppName}
DefaultGroupName={#AppName}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile={#Source}\_internal\asyrp_desktop\licences\LICENSE
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\{#Command}.exe
OutputDir={#Output}
OutputBaseFilename={#OutputName}
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
#ifdef SignTool
SignTool=release
SignedUninstaller=yes
#endif

[Files]
Source: "{#Source}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; What an earlier version brought and this one does not.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\{#AppName}"; Filename: "{app}\{#Command}.exe"
Name: "{autodesktop}\{#AppName}"; Filename: "{app}\{#Command}.exe"; Tasks: desktop

[Tasks]
Name: desktop; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Registry]
Root: HKA; Subkey: "Software\Classes\AsyrpEdit"; ValueType: string; ValueData: "{#EditLabel}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\AsyrpEdit\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Command}.exe,0"
Root: HKA; Subkey: "Software\Classes\AsyrpEdit\shell\open\command"; ValueType: string; ValueData: """{app}\{#Command}.exe"" open ""%1"""
Root: HKA; Subkey: "Software\Classes\{#EditSuffix}"; ValueType: string; ValueData: "AsyrpEdit"; Flags: uninsdeletevalue
; Windows knows only what follows the last dot: the program offers itself for .safetensors and takes it from no one.
Root: HKA; Subkey: "Software\Classes\AsyrpDirection"; ValueType: string; ValueData: "{#DirectionLabel}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\AsyrpDirection\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Command}.exe,0"
Root: HKA; Subkey: "Software\Classes\AsyrpDirection\shell\open\command"; ValueType: string; ValueData: """{app}\{#Command}.exe"" open ""%1"""
Root: HKA; Subkey: "Software\Classes\.safetensors\OpenWithProgids"; ValueType: string; ValueName: "AsyrpDirection"; ValueData: ""; Flags: uninsdeletevalue

[Run]
Filename: "{app}\{#Command}.exe"; Description: "{cm:LaunchProgram,{#AppName}}"; Flags: nowait postinstall skipifsilent
