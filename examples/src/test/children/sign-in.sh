printf 'Name: '
read -r name
printf 'Password: ' >&2
read -r password
test "$password" = secret || { echo 'no entry'; exit 1; }
echo "Hello, $name!"
