PKGS_cache := sqlite3 zlib
