PKGS_chain := nettle
