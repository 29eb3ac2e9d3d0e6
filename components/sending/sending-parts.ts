/** What is shown of files and voice messages before they are sent: one chunk. */
export { CameraDialog } from "./camera-dialog.tsx";
export { DropOverlay } from "./drop-overlay.tsx";
export { TrayView } from "./tray-view.tsx";
export { VoiceBar } from "./voice/voice-bar.tsx";
