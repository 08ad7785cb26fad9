PKGS_tui := ncursesw libqrencode
