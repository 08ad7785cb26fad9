PKGS_base := libcjson libutf8proc inih libsodium yajl
