# Runs a command as on a Linux desktop: with a display, a session bus and a keyring that is open.
exec dbus-run-session -- xvfb-run -a bash -ec '
  printf countersign | gnome-keyring-daemon --unlock --components=secrets >/dev/null
  # Without this the tests would fail later, and say less.
  printf kept | secret-tool store --label=Countersign test keyring
  if [ "$(secret-tool lookup test keyring)" != kept ]; then echo "The keyring keeps nothing."; exit 1; fi
  exec "$@"' on-desktop "$@"
