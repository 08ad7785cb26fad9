PKGS_tui := ncursesw
