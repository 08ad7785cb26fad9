PKGS_wallet := libsodium libsecp256k1 libseccomp nettle libutf8proc
