PKGS_client := libcurl
