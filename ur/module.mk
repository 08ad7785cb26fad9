PKGS_ur := nettle zlib libqrencode
