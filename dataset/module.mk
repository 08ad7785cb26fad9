PKGS_dataset := zlib libzstd
