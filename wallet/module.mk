PKGS_wallet := libsodium libsecp256k1 nettle
