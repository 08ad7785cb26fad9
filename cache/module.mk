PKGS_cache := sqlite3
